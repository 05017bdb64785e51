package shengmei.test;

import java.util.Map;
import org.apache.lucene.analysis.Tokenizer;
import org.apache.lucene.analysis.cn.smart.HMMChineseTokenizer;
import org.codelibs.opensearch.runner.OpenSearchRunner;
import static org.codelibs.opensearch.runner.OpenSearchRunner.newConfigs;
import org.opensearch.index.analysis.AbstractTokenizerFactory;
import org.opensearch.index.analysis.TokenizerFactory;
import org.opensearch.indices.analysis.AnalysisModule.AnalysisProvider;
import org.opensearch.plugins.AnalysisPlugin;
import org.opensearch.plugins.Plugin;

/** One OpenSearch node with ICU and smartcn, on 127.0.0.1: arguments are its data folder and its HTTP port. */
public class SearchNode {
    public static class Smartcn extends Plugin implements AnalysisPlugin {
        @Override
        public Map<String, AnalysisProvider<TokenizerFactory>> getTokenizers() {
            return Map.of("smartcn_tokenizer", (indexSettings, env, name, settings) ->
                new AbstractTokenizerFactory(indexSettings, settings, name) {
                    @Override
                    public Tokenizer create() { return new HMMChineseTokenizer(); }
                });
        }
    }

    public static void main(String[] args) throws Exception {
        OpenSearchRunner runner = new OpenSearchRunner();
        runner.onBuild((n, s) -> {
            s.put("http.port", args[1]);
            s.put("network.host", "127.0.0.1");
            s.put("discovery.type", "single-node");
            s.putList("node.roles", "cluster_manager", "data", "ingest");
            s.put("action.auto_create_index", "false");
            s.put("cluster.routing.allocation.disk.threshold_enabled", false);
        }).build(newConfigs().numOfNode(1).clusterName("shengmei-test").basePath(args[0]).useLogger()
            .pluginTypes("org.opensearch.plugin.analysis.icu.AnalysisICUPlugin," + Smartcn.class.getName()));
        runner.ensureYellow();
        System.out.println("ready");
        Thread.currentThread().join();
    }
}
