package shengmei.test;

import java.io.Reader;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.Tokenizer;
import org.apache.lucene.analysis.charfilter.MappingCharFilter;
import org.apache.lucene.analysis.charfilter.NormalizeCharMap;
import org.apache.lucene.analysis.cjk.CJKBigramFilter;
import org.apache.lucene.analysis.cjk.CJKWidthFilter;
import org.apache.lucene.analysis.cn.smart.HMMChineseTokenizer;
import org.apache.lucene.analysis.email.UAX29URLEmailTokenizer;
import org.apache.lucene.analysis.miscellaneous.RemoveDuplicatesTokenFilter;
import org.apache.lucene.analysis.pattern.PatternCaptureGroupTokenFilter;
import org.elasticsearch.plugin.Inject;
import org.elasticsearch.plugin.NamedComponent;
import org.elasticsearch.plugin.analysis.CharFilterFactory;
import org.elasticsearch.plugin.analysis.TokenFilterFactory;
import org.elasticsearch.plugin.analysis.TokenizerFactory;
import org.elasticsearch.plugin.settings.AnalysisSettings;
import org.elasticsearch.plugin.settings.BooleanSetting;
import org.elasticsearch.plugin.settings.ListSetting;

/**
 * The names `cjk_bigram`, `cjk_width`, `mapping` and `smartcn_tokenizer`, as every full server has them: the
 * test server brings Lucene's classes without the module that registers them, and the mappings under test
 * must reach it unchanged. `pattern_capture`, `uax_url_email` and `unique` serve its own security index.
 */
public final class Analysis {
    @AnalysisSettings
    public interface BigramSettings {
        @BooleanSetting(path = "output_unigrams", defaultValue = false)
        boolean outputUnigrams();
    }

    @NamedComponent("cjk_bigram")
    public static class Bigram implements TokenFilterFactory {
        private final BigramSettings settings;

        @Inject
        public Bigram(BigramSettings settings) { this.settings = settings; }

        @Override
        public TokenStream create(TokenStream in) {
            int scripts = CJKBigramFilter.HAN | CJKBigramFilter.HIRAGANA | CJKBigramFilter.KATAKANA
                | CJKBigramFilter.HANGUL;
            return new CJKBigramFilter(in, scripts, settings.outputUnigrams());
        }
    }

    @NamedComponent("cjk_width")
    public static class Width implements TokenFilterFactory {
        @Override
        public TokenStream create(TokenStream in) { return new CJKWidthFilter(in); }

        @Override
        public TokenStream normalize(TokenStream in) { return new CJKWidthFilter(in); }
    }

    @AnalysisSettings
    public interface MappingSettings {
        @ListSetting(path = "mappings")
        List<String> mappings();
    }

    @NamedComponent("mapping")
    public static class Mapping implements CharFilterFactory {
        private final NormalizeCharMap map;

        @Inject
        public Mapping(MappingSettings settings) {
            NormalizeCharMap.Builder builder = new NormalizeCharMap.Builder();
            for (String rule : settings.mappings()) {
                String[] sides = rule.split("=>", 2);
                builder.add(unescape(sides[0].strip()), unescape(sides[1].strip()));
            }
            map = builder.build();
        }

        private static String unescape(String side) {
            return Pattern.compile("\\\\u([0-9a-fA-F]{4})").matcher(side)
                .replaceAll(m -> Matcher.quoteReplacement(String.valueOf((char) Integer.parseInt(m.group(1), 16))));
        }

        @Override
        public Reader create(Reader in) { return new MappingCharFilter(map, in); }

        @Override
        public Reader normalize(Reader in) { return create(in); }
    }

    @NamedComponent("smartcn_tokenizer")
    public static class Smartcn implements TokenizerFactory {
        @Override
        public Tokenizer create() { return new HMMChineseTokenizer(); }
    }

    @AnalysisSettings
    public interface PatternSettings {
        @ListSetting(path = "patterns")
        List<String> patterns();

        @BooleanSetting(path = "preserve_original", defaultValue = true)
        boolean preserveOriginal();
    }

    @NamedComponent("pattern_capture")
    public static class PatternCapture implements TokenFilterFactory {
        private final PatternSettings settings;

        @Inject
        public PatternCapture(PatternSettings settings) { this.settings = settings; }

        @Override
        public TokenStream create(TokenStream in) {
            Pattern[] patterns = settings.patterns().stream().map(Pattern::compile).toArray(Pattern[]::new);
            return new PatternCaptureGroupTokenFilter(in, settings.preserveOriginal(), patterns);
        }
    }

    @NamedComponent("uax_url_email")
    public static class UrlEmail implements TokenizerFactory {
        @Override
        public Tokenizer create() { return new UAX29URLEmailTokenizer(); }
    }

    @NamedComponent("unique")
    public static class Unique implements TokenFilterFactory {
        @Override
        public TokenStream create(TokenStream in) { return new RemoveDuplicatesTokenFilter(in); }
    }

    private Analysis() {}
}
