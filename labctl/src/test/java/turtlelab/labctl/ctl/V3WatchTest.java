package turtlelab.labctl.ctl;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The watches of {@code watching.txt} through Debian's etcdctl and through ours, at one real etcd
 * with one history: what both say, and how they end, must be equal to the letter.
 */
class V3WatchTest {

    private static final Map<String, String> V3 = Map.of("ETCDCTL_API", "3");
    private static final Pattern LINE = Pattern.compile("([he\\d]+) (.*)");

    private static final int AT_ONCE = 6;

    @TempDir Path folder;

    /** A watch, and after how many lines it has been seen; {@code h}: help on stdout. */
    private record Line(
            String lines, Map<String, String> environment, List<String> words, String input) {

        static Line of(String text) {
            var parts = LINE.matcher(text);
            if (!parts.matches()) throw new IllegalArgumentException(text);
            var halves = parts.group(2).split(" << ", 2);
            var environment = new TreeMap<>(V3);
            var words = new ArrayList<String>();
            for (var word : halves[0].split(" ", -1)) {
                var variable = word.split("=", 2);
                if (words.isEmpty() && word.startsWith("ETCDCTL_")) {
                    environment.put(variable[0], variable[1]);
                } else {
                    words.add(word.equals("''") ? "" : word.replace('~', ' '));
                }
            }
            var input = halves.length < 2 ? "" : halves[1].replace("\\n", "\n");
            return new Line(parts.group(1), environment, words, input);
        }

        List<String> at(String url) {
            var all = new ArrayList<>(List.of("--endpoints", url));
            all.addAll(words);
            return all;
        }

        int count() {
            return lines.matches("[he]") ? 0 : Integer.parseInt(lines);
        }

        Ran seen(Ran ran) {
            return lines.equals("h") ? new Ran(ran.exitCode(), "help", ran.err()) : ran;
        }
    }

    /** What both said. */
    private record Both(String line, Ran theirs, Ran ours) {
        static Both of(Line line, String etcd, String watched) throws Exception {
            var theirs =
                    Lasting.debians(line.count(), line.environment(), line.input(), line.at(etcd));
            var ours =
                    Lasting.ours(line.count(), line.environment(), line.input(), line.at(watched));
            return new Both(line.toString(), line.seen(theirs), line.seen(ours));
        }
    }

    @Test
    void ourWatchesTellWhatTheOriginalsTell() throws Exception {
        assumeTrue(RealEtcd.isInstalled(), "Skipped: etcd and etcdctl are not installed");
        try (var etcd = RealEtcd.start(folder)) {
            write(etcd.url());
            compare(etcd.url(), etcd.url());
        }
    }

    @Test
    void theyTellTheSameAtOurNode() throws Exception {
        assumeTrue(RealEtcd.isInstalled() && OwnNode.isBuilt(), "Skipped: not all is there");
        try (var etcd = RealEtcd.start(Files.createDirectory(folder.resolve("etcd")));
                var own = OwnNode.start(Files.createDirectory(folder.resolve("own")))) {
            write(etcd.url());
            write(own.url());
            compare(etcd.url(), own.url());
        }
    }

    /** Which of them is told first is nobody's promise; each is told in its own order. */
    @Test
    void twoWatchesOfOneStreamAreEachToldInOrder() throws Exception {
        assumeTrue(RealEtcd.isInstalled(), "Skipped: etcd and etcdctl are not installed");
        try (var etcd = RealEtcd.start(folder)) {
            write(etcd.url());
            var of = List.of("--endpoints", etcd.url(), "watch");
            var ofA = events(Lasting.debians(12, V3, "", and(of, "a", "--rev", "4")));
            var ofAb = events(Lasting.debians(6, V3, "", and(of, "ab", "--rev", "4")));
            assertThat(ofA).hasSize(4);
            assertThat(ofAb).hasSize(2);
            var both = "watch a --rev 4\nwatch ab --rev 4\n";
            var told = events(Lasting.ours(18, V3, both, and(of, "-i")));
            assertThat(told).hasSize(6);
            assertThat(told.stream().filter(ofA::contains)).containsExactlyElementsOf(ofA);
            assertThat(told.stream().filter(ofAb::contains)).containsExactlyElementsOf(ofAb);
        }
    }

    private static List<String> and(List<String> words, String... more) {
        var all = new ArrayList<>(words);
        all.addAll(List.of(more));
        return all;
    }

    /** Three lines each: what happened, the key, its value. */
    private static List<String> events(Ran ran) {
        var lines = ran.out().split("\n", -1);
        var events = new ArrayList<String>();
        for (int i = 0; i + 2 < lines.length; i += 3) {
            events.add(lines[i] + " " + lines[i + 1] + " " + lines[i + 2]);
        }
        return events;
    }

    private static void compare(String theirs, String ours) throws Exception {
        boolean isEtcd = theirs.equals(ours);
        var softly = new SoftAssertions();
        try (var threads = Executors.newFixedThreadPool(AT_ONCE)) {
            var runs =
                    lines().stream()
                            .filter(it -> isEtcd || !it.lines().equals("e"))
                            .map(it -> threads.submit(() -> Both.of(it, theirs, ours)));
            for (var run : runs.toList()) {
                var both = run.get();
                softly.assertThat(masked(both.ours()))
                        .as(both.line())
                        .isEqualTo(masked(both.theirs()));
            }
        }
        softly.assertAll();
    }

    /** Without the identities, which differ from server to server. */
    private static Ran masked(Ran ran) {
        return new Ran(ran.exitCode(), ran.out().replaceAll("\\b\\d{16,20}\\b", "ID"), ran.err());
    }

    /** It says too little, or nothing at all: it is ended all the same. */
    @Test
    void nothingGoesOnWhenARunOfTheOriginalWasGivenUp() throws Exception {
        assumeTrue(RealEtcd.isInstalled(), "Skipped: etcd and etcdctl are not installed");
        try (var etcd = RealEtcd.start(folder)) {
            var words = List.of("--endpoints", etcd.url(), "watch", "nothing");
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> Lasting.debians(1, V3, "", words))
                    .isInstanceOf(InterruptedException.class);
            assertThat(Lasting.leftBehind()).isEmpty();
        }
    }

    /** Revisions 2 to 8, the first three compacted. */
    private static void write(String etcd) {
        var changes = "put a 7\nput b 8\ndel ab\n";
        for (var words : List.of("put x 0", "put x 1", "put a 1", "put a 2", "put ab 3", "del a")) {
            run(etcd, "", words.split(" ", -1));
        }
        run(etcd, "\n" + changes + "\n\n", "txn");
        run(etcd, "", "compaction", "3");
    }

    private static void run(String url, String input, String... words) {
        var all = new ArrayList<>(List.of("--endpoints", url));
        all.addAll(Arrays.asList(words));
        var ran = Ran.ours(V3, input, all);
        if (ran.exitCode() != 0) throw new IllegalStateException(ran.toString());
    }

    private static List<Line> lines() throws IOException {
        try (var in = V3WatchTest.class.getResourceAsStream("watching.txt")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), UTF_8)
                    .lines()
                    .filter(it -> !it.isBlank() && !it.startsWith("#"))
                    .map(Line::of)
                    .toList();
        }
    }
}
