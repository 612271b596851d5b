package turtlelab.labctl.ctl;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The v2 commands that go on until they are ended, by Debian's etcdctl and by ours, at an etcd and
 * at a turtled with one history: what all four say must be equal to the letter.
 */
class LongWatchTest {

    private static final Map<String, String> V2 = Map.of("ETCDCTL_API", "2");
    private static final int AT_ONCE = 6;

    @TempDir Path folder;

    /** A command, and after how many lines it has been seen. */
    private record Line(int lines, String text) {

        static Line of(String text) {
            int blank = text.indexOf(' ');
            return new Line(Integer.parseInt(text.substring(0, blank)), text.substring(blank + 1));
        }

        private List<String> at(String url) {
            var all = new ArrayList<>(List.of("--endpoints", url, "--timeout", "20s"));
            Arrays.stream(text.split(" ", -1)).map(it -> it.replace('~', ' ')).forEach(all::add);
            return all;
        }

        String theirs(String url) throws Exception {
            return shown(Lasting.debians(lines, V2, "", at(url)), url);
        }

        String ours(String url) throws Exception {
            return shown(Lasting.ours(lines, V2, "", at(url)), url);
        }

        private static String shown(Ran ran, String url) {
            return ran.toString().replace(url, "URL").replaceAll("\\b[0-9a-f]{14,16}\\b", "ID");
        }
    }

    /** What the four said. */
    private record Four(Line line, Future<String> expected, List<Future<String>> others) {

        void compare(SoftAssertions softly) throws Exception {
            for (var other : others) {
                softly.assertThat(other.get()).as(line.text()).isEqualTo(expected.get());
            }
        }
    }

    @Test
    void whateverGoesOnSaysTheSameHoweverItIsPaired() throws Exception {
        assumeTrue(RealEtcd.isInstalled(), "Skipped: etcd and etcdctl are not installed");
        var softly = new SoftAssertions();
        try (var etcd = RealEtcd.start(Files.createDirectory(folder.resolve("etcd")))) {
            write(etcd.url());
            if (OwnNode.isBuilt()) {
                try (var node = OwnNode.start(Files.createDirectory(folder.resolve("turtled")))) {
                    write(node.url());
                    compare(softly, etcd.url(), List.of(node.url()));
                }
            } else {
                compare(softly, etcd.url(), List.of());
            }
        }
        softly.assertAll();
    }

    private static void compare(SoftAssertions softly, String etcd, List<String> turtled)
            throws Exception {
        try (var threads = Executors.newFixedThreadPool(AT_ONCE)) {
            for (var four : lines().stream().map(it -> four(it, threads, etcd, turtled)).toList()) {
                four.compare(softly);
            }
        }
    }

    private static Four four(
            Line line, ExecutorService threads, String etcd, List<String> turtled) {
        var others = new ArrayList<Callable<String>>();
        others.add(() -> line.ours(etcd));
        for (var url : turtled) {
            others.add(() -> line.theirs(url));
            others.add(() -> line.ours(url));
        }
        var expected = threads.submit(() -> line.theirs(etcd));
        return new Four(line, expected, others.stream().map(threads::submit).toList());
    }

    /** Indexes 4 to 9, after what a fresh member does by itself. */
    private static void write(String url) {
        for (var words :
                List.of(
                        "set w/a 1",
                        "set w/a 2",
                        "set w/b 3",
                        "rm w/a",
                        "set w/c/d 4",
                        "set f 5")) {
            var all = new ArrayList<>(List.of("--endpoints", url, "--timeout", "20s"));
            all.addAll(List.of(words.split(" ", -1)));
            var ran = Ran.ours(V2, "", all);
            if (ran.exitCode() != 0) throw new IllegalStateException(ran.toString());
        }
    }

    private static List<Line> lines() throws IOException {
        try (var in = LongWatchTest.class.getResourceAsStream("v2-watching.txt")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), UTF_8)
                    .lines()
                    .filter(it -> !it.isBlank() && !it.startsWith("#"))
                    .map(Line::of)
                    .toList();
        }
    }
}
