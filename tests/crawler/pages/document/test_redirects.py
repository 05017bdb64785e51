"""Addresses that a page leads to by itself."""

from __future__ import annotations

from time import process_time

import pytest

from crawler.pages.document.redirects import stated_redirect


@pytest.mark.parametrize(
    "markup",
    [
        '<meta http-equiv="refresh" content="0;url=/b/2.html">',
        '<meta content="0;url=/b/2.html" http-equiv="refresh">',
        "<META CONTENT='0; URL=/b/2.html' HTTP-EQUIV=Refresh>",
        "<meta id=r data-x=1 content=\"3; url='/b/2.html'\" http-equiv='refresh' />",
        "<meta http-equiv=refresh content=0;url=/b/2.html>",
        '<meta http-equiv="Refresh" content="0.1,/b/2.html">',
        '<meta\n  http-equiv="refresh"\n  content="1;\n url=/b/2.html"\n>',
        "<noscript><meta http-equiv=refresh content='0;url=/b/2.html'></noscript>",
        "<script>location='/b/2.html'</script>",
        '<script>window.location.href = "/b/2.html";</script>',
        "<script>location.replace('/b/2.html')</script>",
        '<script>top.location.assign( "/b/2.html" );</script>',
        "<script>self.location.href=`/b/2.html`</script>",
        "<script>window.open('/b/2.html', '_self')</script>",
        "<script>var to = '/b/2.html'; window.location.href = to;</script>",
        "<script>const to = `/b/2.html`\nlocation.replace(to)</script>",
        "<script>var id='2'; location['href'] = '/b/' + id + '.html'</script>",
        "<script>var a='/b/', b = a + '2.html'; setTimeout(function(){ top.location = b }, 900)</script>",
        "<script>location.href = '/b/2.html' + location.search</script>",
        "<script>location.href = next; location.href = '/b/2.html'</script>",
        "<!-- <meta http-equiv=refresh content='0;url=/a.html'> -->"
        "<script>location.replace('/b/2.html')</script>",
        "<noscript><meta http-equiv=refresh content='0;url=/a.html'></noscript>"
        "<meta http-equiv=refresh content='0;url=/b/2.html'>",
        "<meta data-then='a>b' content='0;url=/b/2.html' http-equiv=refresh>",
        "<script>window . location . replace ( '/b/2.html' )</script>",
        "<script>window['location']['href'] = '/b/2.html'</script>",
        "<body onload=\"self.location.href='/b/2.html'\">",
        '<script>location.href="\\/b\\/2.html"</script>',
        "<script>location.assign('\\u002fb\\x2f2.html')</script>",
        "<script>location.href = location.origin + '/b/2.html'</script>",
        "<script>location.replace(location.protocol + '//' + window.location.host + '/b/2.html')</script>",
        "<script>location.href = `${window.location.origin}/b/2.html`</script>",
        "<script><!--\nlocation.href='/b/2.html'\n//--></script>",
        "<script>// location.href='/old.html'\nlocation.href='/b/2.html'</script>",
        "<script>/* location.href='/old.html'; */ location.href='/b/2.html'</script>",
        "<script>var from = 'http://one.example/'; // location='/old.html'\nlocation='/b/2.html'</script>",
        "<script>if (/\\/\\/m/.test(document.URL)) x(); location='/b/2.html'</script>",
        "<script>window.navigate('/b/2.html')</script>",
        "<script>$(window.location).attr('href', '/b/2.html')</script>",
        "<script>if(/mobile/i.test(navigator.userAgent)){location.href='/m/1.html'}"
        "else{location.href='/b/2.html'}</script>",
        "<script>if (isMobile()) location = '/m/1.html'; else location = '/b/2.html'</script>",
        "<script>if (!isMobile()) { location = '/b/2.html' } else { location = '/m/1.html' }</script>",
        "<script>if (/iPhone|Android/.test(navigator.userAgent)) location.href = '/m/1.html'</script>"
        "<meta http-equiv=refresh content='0;url=/b/2.html'>",
        "<script>if (/Android/.test(navigator.userAgent)) { location.href = '/b/2.html' }</script>",
    ],
)
def test_a_page_that_leads_on(markup):
    assert stated_redirect(markup) == "/b/2.html"


@pytest.mark.parametrize(
    "markup",
    [
        "<meta http-equiv=refresh content=300>",
        "<meta http-equiv=content-type content='text/html; charset=utf-8'>",
        "<meta name=description content='0;url=/b/2.html'>",
        "<script>if (location.href == '/b/2.html') show()</script>",
        "<script>window.open('/b/2.html', '_blank')</script>",
        "<script>location.href = '/b/' + id</script>",
        "<script>var to = page.next; location.href = to</script>",
        "<script>location.href = mobile ? '/m/2.html' : '/b/2.html'</script>",
        "<!-- <script>location.replace('/b/2.html')</script> -->",
        "<script>// location.replace('/b/2.html')\n</script>",
        "<script>/* location.href = '/b/2.html' */</script>",
        "<script><!-- location.href = '/b/2.html'\n//--></script>",
        "<meta http-equiv=refresh content='url=/b/2.html'>",
    ],
)
def test_a_page_that_stays(markup):
    assert stated_redirect(markup) is None


def test_an_address_is_unescaped():
    markup = '<meta content="0;url=/b?x=1&amp;y=2" http-equiv=refresh>'
    assert stated_redirect(markup) == "/b?x=1&y=2"


@pytest.mark.parametrize(
    "markup",
    [
        "<meta " + "=''" * 20_000,
        "<script>" + "'" * 40_000,
        "<script>" + "if(" * 15_000,
        "location=`" + "${" * 9_000,
    ],
)
def test_what_never_ends_costs_little(markup):
    began = process_time()
    assert stated_redirect(markup) is None
    assert process_time() - began < 1
