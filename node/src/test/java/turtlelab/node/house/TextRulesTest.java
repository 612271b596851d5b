package turtlelab.node.house;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TextRulesTest {

    private static final String MAIN = "node/src/main/java/turtlelab/node/state/A.java";

    @Test
    void aFileOf400LinesIsTheLongest() {
        assertThat(TextRules.shortFile(main("\n".repeat(400)))).isEmpty();
        assertThat(TextRules.shortFile(main("\n".repeat(401))))
                .hasToString("[" + MAIN + ":401: 401 lines in one file]");
        assertThat(TextRules.shortFile(new Source("LICENSE", "\n".repeat(900)))).isEmpty();
    }

    @Test
    void aLineOf100ColumnsIsTheLongestUnlessItImports() {
        assertThat(TextRules.shortLines(main("x".repeat(100)))).isEmpty();
        assertThat(TextRules.shortLines(main("\n" + "x".repeat(101))))
                .hasToString("[" + MAIN + ":2: 101 columns]");
        assertThat(TextRules.shortLines(main("import " + "x".repeat(101) + ";"))).isEmpty();
    }

    @Test
    void aClockThatNobodyHandedInIsFound() {
        var reads = "class A { long a = System.nanoTime(); }";
        assertThat(TextRules.givenTimeAndChance(main(reads))).hasSize(1);
        assertThat(TextRules.givenTimeAndChance(main("Thread.sleep(1);"))).hasSize(1);
        assertThat(TextRules.givenTimeAndChance(main("new Random(7)"))).hasSize(1);
        assertThat(TextRules.givenTimeAndChance(new Source("a/src/main/java/x/base/A.java", reads)))
                .isEmpty();
        assertThat(TextRules.givenTimeAndChance(new Source("a/src/main/java/x/exec/A.java", reads)))
                .isEmpty();
    }

    @Test
    void aTestMayMeasureTimeButNotSleep() {
        var path = "node/src/test/java/turtlelab/node/state/ATest.java";
        assertThat(TextRules.givenTimeAndChance(new Source(path, "System.nanoTime();"))).isEmpty();
        assertThat(TextRules.givenTimeAndChance(new Source(path, "new Random(seed)"))).isEmpty();
        assertThat(TextRules.givenTimeAndChance(new Source(path, "Thread.sleep(5);"))).hasSize(1);
        assertThat(TextRules.givenTimeAndChance(new Source(path, "new Random()"))).hasSize(1);
    }

    @Test
    void aClockInACommentOrAStringIsNoClock() {
        var text =
                "/* Thread.sleep( */ // Math.random\n"
                        + "var a = \"System.nanoTime()\"; var b = '\"'; "
                        + "var c = \"\\\"Math.random\";";
        assertThat(TextRules.givenTimeAndChance(main(text))).isEmpty();
        assertThat(TextRules.givenTimeAndChance(main("var c = '\\''; Thread.sleep(1); // '")))
                .hasSize(1);
    }

    @Test
    void blankingKeepsEveryCharacterInItsPlace() {
        var text = "a /* b\nc */ d \"\"\"\n  e \" f\n\"\"\" g";
        assertThat(JavaText.codeOf(text)).isEqualTo("a     \n     d    \n       \n    g");
    }

    @Test
    void aLeftoverNeedsAnIssueNumber() {
        var word = "TO" + "DO";
        assertThat(TextRules.noLeftovers(main("// " + word + " later"))).hasSize(1);
        assertThat(TextRules.noLeftovers(main("// FIX" + "ME: now"))).hasSize(1);
        assertThat(TextRules.noLeftovers(main("// " + word + " #12: later"))).isEmpty();
        assertThat(TextRules.noLeftovers(main("// " + word + "(#12) later"))).isEmpty();
    }

    @Test
    void anAddressOfTheLabInMainCodeIsFound() {
        assertThat(TextRules.noLabAddress(main("connect(\"10.0.0.2\");"))).hasSize(1);
        assertThat(TextRules.noLabAddress(new Source("bootstrap/provision.sh", "ip=192.168.56.11")))
                .hasSize(1);
        assertThat(TextRules.noLabAddress(main("connect(\"110.0.0.2\"); \"127.0.0.1\""))).isEmpty();
        assertThat(TextRules.noLabAddress(new Source("lab.yaml", "vm: 10.0.0.2"))).isEmpty();
        assertThat(TextRules.noLabAddress(new Source("docs/a.md", "10.0.0.2"))).isEmpty();
    }

    private static Source main(String text) {
        return new Source(MAIN, text);
    }
}
