package turtlelab.node.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A script must notice an answer that is another one: else it shows nothing. */
class ScriptPlayTest {
    private static final String TEXT =
            """
            # What is asked first.
            get a
            ----
            a
            1

            get b
            ----
            theirs
            ---- turtled: a reason
            ours

            crash
            ----
            (the process ends)
            ---- turtled: a crash is no answer
            refused
            """;

    private final Script script = Script.parse(TEXT);

    /** Answers in turn, and notes what it was asked. */
    private record Party(List<String> answers, List<String> asked) implements Script.Party {
        static Party saying(String... answers) {
            return new Party(new ArrayList<>(List.of(answers)), new ArrayList<>());
        }

        @Override
        public String answer(List<String> request) {
            asked.add(String.join("\n", request));
            return answers.removeFirst();
        }
    }

    private List<String> surprises(Party party, boolean isEtcd) throws Exception {
        return script.surprises(script.play(party, isEtcd), isEtcd);
    }

    @Test
    void whoeverAnswersAsExpectedSurprisesNobody() throws Exception {
        assertThat(surprises(Party.saying("a\n1", "ours", "refused"), false)).isEmpty();
        assertThat(surprises(Party.saying("a\n1", "theirs"), true)).isEmpty();
    }

    @Test
    void anAnswerThatIsAnotherOneIsToldBesideTheOneExpected() throws Exception {
        assertThat(surprises(Party.saying("a\n2", "ours", "refused"), false))
                .containsExactly("get a\n----\na\n1\nbut was\nget a\n----\na\n2\n");
    }

    @Test
    void theAnswerOfTheOtherEngineIsASurprise() throws Exception {
        assertThat(surprises(Party.saying("a\n1", "theirs", "refused"), false)).hasSize(1);
        assertThat(surprises(Party.saying("a\n1", "ours"), true)).hasSize(1);
    }

    @Test
    void nothingIsLeftOutButWhatEtcdWouldNotSurvive() throws Exception {
        var node = Party.saying("", "", "");
        assertThat(surprises(node, false)).hasSize(3);
        assertThat(node.asked()).containsExactly("get a", "get b", "crash");
        var etcd = Party.saying("", "");
        assertThat(surprises(etcd, true)).hasSize(2);
        assertThat(etcd.asked()).containsExactly("get a", "get b");
    }

    @Test
    void whatIsRecordedIsTheNewAnswerOfEtcdAndNothingElse() throws Exception {
        var recorded = Script.recorded(TEXT, script.play(Party.saying("a\n2", "theirs"), true));
        assertThat(recorded).isEqualTo(TEXT.replace("a\n1\n", "a\n2\n"));
    }

    @Test
    void theMaskHidesWhoAndWhenAndNothingElse() {
        var header =
                "header { cluster_id: 14841639068965178418 member_id: 10276657743932975437"
                        + " revision: 3 raft_term: 2 } count: 1";
        assertThat(Mask.over(header)).isEqualTo("header { <ids> revision: 3 <term> } count: 1");
        assertThat(Mask.over(header.replace("178418", "178419"))).contains("14841639068965178419");
        assertThat(Mask.over("TTL: 60 keys: 1")).isEqualTo("TTL: 60 keys: 1");
        assertThat(Mask.over("a\n\nb")).isEqualTo("a\n¶\nb");
    }
}
