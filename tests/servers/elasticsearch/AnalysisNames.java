package shengmei.test;

import java.io.Reader;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
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
import org.apache.lucene.analysis.pattern.PatternReplaceCharFilter;
import org.apache.lucene.analysis.pattern.PatternReplaceFilter;
import org.apache.lucene.analysis.pattern.PatternTokenizer;
import org.elasticsearch.common.settings.Settings;
import org.elasticsearch.index.analysis.CharFilterFactory;
import org.elasticsearch.index.analysis.NormalizingCharFilterFactory;
import org.elasticsearch.index.analysis.NormalizingTokenFilterFactory;
import org.elasticsearch.index.analysis.TokenFilterFactory;
import org.elasticsearch.index.analysis.TokenizerFactory;
import org.elasticsearch.indices.analysis.AnalysisModule.AnalysisProvider;
import org.elasticsearch.plugins.AnalysisPlugin;
import org.elasticsearch.plugins.Plugin;

/**
 * The names that Lucene's analysis classes have on every full server: the test server has the classes without
 * the module that registers them, and the mappings under test must reach it unchanged. `smartcn_tokenizer` is
 * what a word plugin would bring; `pattern_capture`, `unique` and `uax_url_email` serve its security index.
 */
public final class AnalysisNames extends Plugin implements AnalysisPlugin {
    private static final Pattern ESCAPED = Pattern.compile("\\\\u([0-9a-fA-F]{4})");
    private static final Map<List<String>, NormalizeCharMap> CHAR_MAPS = new ConcurrentHashMap<>();

    @Override
    public Map<String, AnalysisProvider<CharFilterFactory>> getCharFilters() {
        return Map.of(
            "mapping", (index, environment, name, settings) -> {
                NormalizeCharMap map = charMap(settings.getAsList("mappings"));
                return charFilter(name, in -> new MappingCharFilter(map, in));
            },
            "pattern_replace", (index, environment, name, settings) -> {
                Pattern pattern = Pattern.compile(settings.get("pattern", ""));
                String replacement = settings.get("replacement", "");
                return charFilter(name, in -> new PatternReplaceCharFilter(pattern, replacement, in));
            });
    }

    @Override
    public Map<String, AnalysisProvider<TokenFilterFactory>> getTokenFilters() {
        return Map.of(
            "cjk_width", tokenFilter(settings -> CJKWidthFilter::new),
            "cjk_bigram", tokenFilter(AnalysisNames::bigrams),
            "pattern_capture", tokenFilter(AnalysisNames::captures),
            "pattern_replace", tokenFilter(AnalysisNames::replacements),
            "unique", tokenFilter(settings -> RemoveDuplicatesTokenFilter::new));
    }

    @Override
    public Map<String, AnalysisProvider<TokenizerFactory>> getTokenizers() {
        return Map.of(
            "smartcn_tokenizer", tokenizer(settings -> HMMChineseTokenizer::new),
            "uax_url_email", tokenizer(settings -> UAX29URLEmailTokenizer::new),
            "pattern", tokenizer(AnalysisNames::pattern));
    }

    private static Function<TokenStream, TokenStream> bigrams(Settings settings) {
        int scripts = CJKBigramFilter.HAN | CJKBigramFilter.HIRAGANA | CJKBigramFilter.KATAKANA
            | CJKBigramFilter.HANGUL;
        boolean unigrams = settings.getAsBoolean("output_unigrams", false);
        return in -> new CJKBigramFilter(in, scripts, unigrams);
    }

    private static Function<TokenStream, TokenStream> captures(Settings settings) {
        Pattern[] patterns = settings.getAsList("patterns").stream().map(Pattern::compile).toArray(Pattern[]::new);
        boolean original = settings.getAsBoolean("preserve_original", true);
        return in -> new PatternCaptureGroupTokenFilter(in, original, patterns);
    }

    private static Function<TokenStream, TokenStream> replacements(Settings settings) {
        Pattern pattern = Pattern.compile(settings.get("pattern", ""));
        String replacement = settings.get("replacement", "");
        boolean all = settings.getAsBoolean("all", true);
        return in -> new PatternReplaceFilter(in, pattern, replacement, all);
    }

    private static Supplier<Tokenizer> pattern(Settings settings) {
        Pattern pattern = Pattern.compile(settings.get("pattern", "\\W+"));
        int group = settings.getAsInt("group", -1);
        return () -> new PatternTokenizer(pattern, group);
    }

    /** Of the same rules once: the tests make the same index again and again, with five filters of 10,000. */
    private static NormalizeCharMap charMap(List<String> rules) {
        return CHAR_MAPS.computeIfAbsent(List.copyOf(rules), AnalysisNames::newCharMap);
    }

    private static NormalizeCharMap newCharMap(List<String> rules) {
        NormalizeCharMap.Builder builder = new NormalizeCharMap.Builder();
        for (String rule : rules) {
            String[] sides = rule.split("=>", 2);
            builder.add(unescape(sides[0].strip()), unescape(sides[1].strip()));
        }
        return builder.build();
    }

    private static String unescape(String side) {
        return ESCAPED.matcher(side)
            .replaceAll(m -> Matcher.quoteReplacement(String.valueOf((char) Integer.parseInt(m.group(1), 16))));
    }

    private static CharFilterFactory charFilter(String name, Function<Reader, Reader> around) {
        return new NormalizingCharFilterFactory() {
            @Override
            public String name() { return name; }

            @Override
            public Reader create(Reader in) { return around.apply(in); }
        };
    }

    private static AnalysisProvider<TokenFilterFactory> tokenFilter(
            Function<Settings, Function<TokenStream, TokenStream>> made) {
        return (index, environment, name, settings) -> {
            Function<TokenStream, TokenStream> around = made.apply(settings);
            return new NormalizingTokenFilterFactory() {
                @Override
                public String name() { return name; }

                @Override
                public TokenStream create(TokenStream in) { return around.apply(in); }
            };
        };
    }

    private static AnalysisProvider<TokenizerFactory> tokenizer(Function<Settings, Supplier<Tokenizer>> made) {
        return (index, environment, name, settings) -> TokenizerFactory.newFactory(name, made.apply(settings));
    }
}
