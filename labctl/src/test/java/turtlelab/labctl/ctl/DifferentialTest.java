package turtlelab.labctl.ctl;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The command lines of {@code differential.txt} by Debian's etcdctl and by ours, each on a fresh
 * etcd and on a fresh turtled of its own: stdout, stderr and exit code must be equal. Whoever knows
 * the original shall not notice at which of the four he sits.
 */
class DifferentialTest {

    private static final Pattern GRANT = Pattern.compile("lease (\\p{XDigit}{16}) granted");
    private static final int AT_ONCE = 2;

    private static final List<CtlLine> LINES = CtlLine.read("differential.txt");
    private static final List<CtlLine> V2 =
            LINES.stream().filter(it -> it.api().equals("2")).toList();
    private static final List<CtlLine> V3 = LINES.subList(V2.size(), LINES.size());

    @TempDir Path folder;

    /** An etcdctl. */
    private interface Program {
        Ran run(Map<String, String> environment, String input, List<String> words)
                throws InterruptedException;
    }

    @BeforeAll
    static void assumeTheOriginalIsThere() {
        var reason = "etcd and etcdctl are not installed: no comparison with the original";
        if (!RealEtcd.isInstalled()) System.err.println("skipped: " + reason);
        assumeTrue(RealEtcd.isInstalled(), reason);
    }

    @Test
    void whoeverAsksAndWhoeverAnswersTheWordsAreTheOriginals() throws Exception {
        var softly = new SoftAssertions();
        try (var threads = Executors.newFixedThreadPool(AT_ONCE)) {
            var expected = threads.submit(() -> onEtcd("expected", Ran::debians));
            var ours = threads.submit(() -> onEtcd("ours", Ran::ours));
            var theirsAtTurtled =
                    threads.submit(() -> onTurtled("theirs-at-turtled", V2, Ran::debians));
            var oursAtTurtled = threads.submit(() -> onTurtled("ours-at-turtled", V2, Ran::ours));
            var theirV3 = threads.submit(() -> onTurtled("theirs-v3", V3, Ran::debians));
            var ourV3 = threads.submit(() -> onTurtled("ours-v3", V3, Ran::ours));
            compare(softly, "our etcdctl, etcd", LINES, ours.get(), expected.get());
            compare(softly, "Debian's etcdctl, turtled", V2, theirsAtTurtled.get(), expected.get());
            compare(softly, "our etcdctl, turtled", V2, oursAtTurtled.get(), expected.get());
            var expectedV3 = expected.get().subList(V2.size(), LINES.size());
            compare(softly, "Debian's etcdctl, turtled", V3, theirV3.get(), expectedV3);
            compare(softly, "our etcdctl, turtled", V3, ourV3.get(), expectedV3);
        }
        softly.assertAll();
    }

    /** The lines of v2 stand first, so what was said to them does, too. */
    private static void compare(
            SoftAssertions softly,
            String who,
            List<CtlLine> lines,
            List<String> actual,
            List<String> expected) {
        for (int i = 0; i < actual.size(); i++) {
            var line = lines.get(i);
            softly.assertThat(actual.get(i))
                    .as("%s: %s %s", who, line.api(), line.words())
                    .isEqualTo(expected.get(i));
        }
    }

    private List<String> onEtcd(String name, Program program) throws Exception {
        try (var etcd = RealEtcd.start(Files.createDirectory(folder.resolve(name)))) {
            return play(LINES, program, etcd.url());
        }
    }

    /** Nothing where turtled is not built. */
    private List<String> onTurtled(String name, List<CtlLine> lines, Program program)
            throws Exception {
        if (!OwnNode.isBuilt()) return List.of();
        try (var node = OwnNode.start(Files.createDirectory(folder.resolve(name)))) {
            return play(lines, program, node.url());
        }
    }

    private static List<String> play(List<CtlLine> lines, Program program, String url)
            throws InterruptedException {
        var lease = "none";
        var shown = new ArrayList<String>();
        for (var line : lines) {
            var words = line.wordsAt(url, lease);
            var ran = program.run(line.environmentAt(url), line.input(), words);
            var grant = GRANT.matcher(ran.out());
            lease = grant.find() ? grant.group(1) : lease;
            shown.add(line.shown(ran));
        }
        return shown;
    }
}
