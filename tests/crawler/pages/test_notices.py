"""Pages with status 200 that only say why there is no article; and articles that speak of such things."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from crawler.items import Capture
from crawler.pages.document.page import Page
from crawler.pages.notices import Notice, find_notice, says_of_itself

FOOTER = """<div class="nav"><a href="/">首页</a> <a href="/news/">新闻</a> <a href="/video/">视频</a></div>%s
<div class="footer"><p>江州日报社主办 版权所有 未经授权不得转载</p><p>地址：江州市滨江路18号 邮编：430000</p>
<p>增值电信业务经营许可证 鄂ICP备00000000号</p></div>"""


def notice(title: str, body: str) -> Notice | None:
    html = f"<html><head><meta charset=utf-8><title>{title}</title></head><body>{FOOTER % body}</body></html>"
    capture = Capture(
        url="http://www.jiangzhou.example/1.html", fetched_at=datetime.now(UTC), body=html.encode()
    )
    return find_notice(Page(capture))


@pytest.mark.parametrize(("title", "body", "kind"), [
    ("404-页面不存在", "<h2>404</h2><p>抱歉，您访问的页面不存在或已删除！</p>", "deleted"),
    ("江州网", "<p>该文章已被删除</p>", "deleted"),
    ("提示信息", "<p>您要查看的内容不存在，可能已经被管理员移除。</p>", "deleted"),
    ("404 Not Found", "<center><h1>404 Not Found</h1></center><hr><center>nginx</center>", "deleted"),
    ("出错了", "<p>此内容已被发布者删除</p>", "deleted"),
    ("江州新闻", "<p>很抱歉，该稿件已撤稿，无法查看。</p>", "deleted"),
    ("頁面找不到", "<p>您要找的頁面找不到了</p>", "deleted"),
    ("江州日报", "<p>哎呀，你访问的页面走丢了</p><a href=/>返回首页</a>", "deleted"),
    ("用户登录", "<form>账号<input name=user>密码<input type=password></form><p>登录</p>", "login"),
    ("江州日报数字报", "<p>请登录后查看全文</p>", "login"),
    ("统一身份认证", "<p>扫码登录</p>", "login"),
    ("访问验证", "<p>您的访问过于频繁。</p><p>请按住滑块，拖动到最右边</p>", "challenge"),
    ("滑块验证页面", "<p>请完成下方验证</p>", "challenge"),
    ("Just a moment...", "<p>Checking your browser before accessing www.jiangzhou.example.</p>", "challenge"),
    ("403 Forbidden", "<h1>403 Forbidden</h1>", "challenge"),
    ("网站防火墙", "<p>您的请求带有不合法参数，已被网站管理员设置拦截！</p>", "challenge"),
    ("", "<p>请开启JavaScript并刷新该页.</p>", "challenge"),
    ("提示", "<p>您的请求太频繁，请稍后再试。</p>", "challenge"),
    ("江州网", "<p>很抱歉，由于您访问的URL有可能对网站造成安全威胁，您的访问被阻断。</p>", "challenge"),
    ("429", "<p>操作过快</p>", "challenge"),
    ("江州论坛", "<p>本站已于去年停止服务，感谢您的支持。</p>", "maintenance"),
    ("504", "<p>请稍后再来</p>", "maintenance"),
    ("系统维护中", "<p>网站正在升级维护，请稍后再访问。</p>", "maintenance"),
    ("江州网", "<p>应发布单位要求，该稿件已撤下</p>", "deleted"),
    ("江州网", "<p>内容涉嫌违规，暂时无法查看</p>", "deleted"),
    ("访问验证", "<p>请完成验证</p><p>请求时间：2026-05-20 12:00:01</p>", "challenge"),
    ("公告", "<p>系统维护中，预计2026年5月21日恢复，请稍后访问。</p>", "maintenance"),
    ("The page cannot be found", "<p>The page you are looking for might have been removed.</p>", "deleted"),
    ("502 Bad Gateway", "<center><h1>502 Bad Gateway</h1></center>", "maintenance"),
    ("江州网", "<p>系统繁忙，请稍后再试</p>", "maintenance"),
    ("提示信息", "<p>很抱歉，您要查看的新闻已经不在了</p>", "deleted"),
    ("江州网", "<p>根据相关法律法规，该内容不予显示。</p>", "deleted"),
    ("江州网", "<p>页面加载失败，请刷新重试</p>", "maintenance"),
    ("", "<p>您的浏览器版本过低，请升级。</p>", "challenge"),
    ("江州日报", "<p>请下载江州日报客户端，扫码阅读</p>", "login"),
])  # fmt: skip
def test_a_notice_is_no_article(title, body, kind):
    found = notice(title, body)
    assert found is not None
    assert found.kind == kind
    assert found.words


@pytest.mark.parametrize(("title", "body"), [
    ("系统升级维护", "<h1>系统升级维护</h1><p>2026-05-18 来源：江州日报</p><p>系统维护期间暂停售票。</p>"),
    ("照片找回来了", "<p>" + "照片都已被删除，他请来修手机的师傅，一张一张地找了回来。" * 20 + "</p>"),
    ("安全验证", "<h1>安全验证</h1><video src=/v/1.mp4></video>"),
    ("江州新闻联播 2026年5月18日", "<p>2026年5月18日</p><p>内容已下架</p>"),
    ("江州龙舟赛周末开桨", "<h1>江州龙舟赛周末开桨</h1><p>四十二支龙舟队将在东湖上争先。</p>"),
    ("500强企业落户江州", "<h1>500强企业落户江州</h1><p>两家500强企业落户江州高新区。</p>"),
    ("403 名学生毕业", "<h1>403 名学生毕业</h1><p>江州大学的403名学生今年毕业。</p>"),
    ("打车平台停止服务", "<h1>打车平台停止服务</h1><p>江州一家打车平台宣布停止服务。</p>"),
    ("江州网", "<h1>谣言被澄清</h1><p>2026年5月18日，江州网警通报，一篇文章已被删除。</p>"),
    ("系统升级", "<h1>公交系统升级</h1><p>2026年5月18日起，公交系统升级改造，旧卡仍可使用。</p>"),
    ("登录名山的人们", "<h1>登录名山的人们</h1><p>周末，江州市民登上了东山。</p>"),
])  # fmt: skip
def test_a_news_text_about_such_things_is_none(title, body):
    assert notice(title, body) is None


HEAD = "<h1>沙洲镇长堤加固完工</h1><div>2026-05-18 09:30 来源：江州日报</div>"


@pytest.mark.parametrize(
    "text", ["该文章已被删除", "应发布单位要求，本稿件已撤回。", "抱歉，此内容已下线。返回首页"]
)
def test_a_deleted_article_may_leave_its_headline_and_its_time(text):
    found = notice("沙洲镇长堤加固完工_江州网", f"{HEAD}<p>{text}</p>")
    assert found is not None
    assert found.kind == "deleted"


@pytest.mark.parametrize(("body", "says"), [
    ("本文为付费内容，请登录江州日报客户端订阅后阅读全文，新用户首月免费。", True),
    ("内容加载失败，请检查您的网络连接后刷新页面重试。", True),
    ("本页面使用了JavaScript脚本来显示文章内容，您的浏览器已禁用。", True),
    ("为了保障您的阅读安全，请完成下方的拼图验证后继续阅读。", True),
    ("网站正在进行系统升级，文章内容暂时无法显示，请您稍后再来访问。", True),
    ("此报道内容失实，本报已作撤稿处理，并向读者和当事人致以诚挚的歉意。", False),
    ("江州市教育局说，成绩今天公布。", False),
    ("内容加载失败。" + "堤身可以抵御洪水，也可以行车。" * 5, False),
    ("", False),
])  # fmt: skip
def test_a_short_text_may_say_that_it_is_none(body, says):
    assert bool(says_of_itself(body)) is says


@pytest.mark.parametrize(("title", "text"), [
    ("沙洲镇长堤加固完工", "<p>网站正在升级，文章内容暂时无法显示。</p>"),
    ("沙洲镇长堤加固完工", "<p>长堤加固工程昨天完工。</p>"),
    ("沙洲镇长堤加固完工", "<p>该文章已被删除</p><video src=/1.mp4></video>"),
    (
        "沙洲镇长堤加固完工",
        "<p>昨天，长堤加固完工。" + "堤身可以抵御洪水，也可以行车，" * 4 + "网上的旧视频已被删除。</p>",
    ),
    ("一批旧文章已被删除", "<p>昨天公布。</p>"),
    ("沙洲镇长堤加固完工", "<p>完工了。</p><p>灯亮了。</p><p>旧文件已失效</p>"),
])  # fmt: skip
def test_a_dated_page_with_a_text_is_no_notice(title, text):
    head = HEAD.replace("沙洲镇长堤加固完工", title)
    assert notice(f"{title}_江州网", f"{head}{text}") is None
