package io.asktell.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class TuneReportTest {
    private static final String COMBOS = """
            [{'combo_id':'0-1','run_id':'r1','model':'m','status':'COMPLETE','value':[0.9,70],'passed':9,'evaluated':10,'params':{'t':0.25,'c':'<b>'},
              'completed_at':'2026-01-01T00:00:02Z','adjustments':[{'param':'t','action':'clamp','reason':'it is above 1'}]},
             {'combo_id':'0-0','run_id':'r0','model':'m','status':'COMPLETE','value':[0.5,50],'passed':5,'evaluated':10,'params':{'t':0.75,'c':null},
              'completed_at':'2026-01-01T00:00:01Z','adjustments':[]}]""";
    private static final String TUNE = "'job_id':'job1','models':['m'],'suite_name':'<script>','suite_version':2,"
            + "'objective':['score','total_tokens'],'optimization_mode':'grid','status':'completed',"
            + "'started_at':'2026-01-01T00:00:00Z','completed_at':'2026-01-01T00:01:05Z'";

    private static String report(String more, String combos) {
        var export = "{'tune':{" + TUNE + more + "},'combos':" + combos
                + ",'pareto':[{'run_id':'r0'}],'importance':[{'model':'m','importances':{'t':0.7,'c':0.3}}]}";
        return TuneReport.of(ServerRig.tree(export), List.of("t", "c"));
    }

    @Test
    void report_showsWhatIsThere_andRunsNothing() {
        var page = report(",'best':" + combo(0), COMBOS);

        assertThat(page)
                .contains(
                        "0.9 / 70",
                        "t = 0.25",
                        "70 %",
                        "1 min 5 s",
                        "it is above 1",
                        "The best of many was lucky",
                        "First of the Pareto front",
                        "than the 1 on the front")
                .contains("class=\"line\" d=\"M", "&lt;script&gt;", "&lt;b&gt;")
                .doesNotContain("<script", "<b>", "NaN", "http:");
        assertThat(page.split("class=\"dot best\"", -1)).hasSize(1 + 1 + 1 + 2); // convergence, front, each parameter
    }

    @Test
    void confirmation_standsInPlaceOfTheWarning() {
        var page = report(
                ",'best':" + combo(0)
                        + ",'confirmation':{'metric':'score','winner':{'mean':0.8,'interval':[0.7,0.9]},'defaults':{'mean':0.6,'interval':null},"
                        + "'versus_defaults':{'n':40,'difference':0.2,'interval':[0.1,0.3],'verdict':'winner'}}",
                COMBOS);

        assertThat(page)
                .contains("0.7 to 0.9", "+0.2, 95 % interval +0.1 to +0.3, paired over 40 cases")
                .contains("<strong>better than the defaults</strong>")
                .doesNotContain("lucky");
    }

    @Test
    void tuneWithoutResults_isAReportToo() {
        assertThat(report("", "[]"))
                .contains("No combination was evaluated in full.")
                .doesNotContain("<svg");
    }

    private static String combo(int index) {
        return ServerRig.tree(COMBOS).get(index).toString();
    }
}
