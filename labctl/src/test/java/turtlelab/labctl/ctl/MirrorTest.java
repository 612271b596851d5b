package turtlelab.labctl.ctl;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import turtlelab.labctl.exec.Deadline;
import turtlelab.labctl.exec.Streams;
import turtlelab.labctl.exec.Time;

/** Mirrors within one real etcd, from one prefix to another; the original makes one beside ours. */
class MirrorTest {

    private static final Map<String, String> V3 = Map.of("ETCDCTL_API", "3");
    private static final Duration LIMIT = Duration.ofSeconds(20);

    @TempDir static Path folder;

    private static RealEtcd etcd;
    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private final List<Runnable> ends = new ArrayList<>();

    @BeforeAll
    static void start() throws InterruptedException {
        assumeTrue(RealEtcd.isInstalled(), "Skipped: etcd and etcdctl are not installed");
        etcd = RealEtcd.start(folder);
    }

    @AfterAll
    static void stop() throws InterruptedException {
        if (etcd != null) etcd.close();
    }

    @AfterEach
    void endMirrors() {
        ends.forEach(Runnable::run);
    }

    private List<String> words(String... words) {
        var all = new ArrayList<>(List.of("--endpoints", etcd.url()));
        all.addAll(List.of(words));
        return all;
    }

    private String run(String input, String... words) {
        var ran = Ran.ours(V3, input, words(words));
        assertThat(ran.exitCode()).as(ran.toString()).isZero();
        return ran.out();
    }

    private String held(String prefix) {
        var pairs = run("", "get", prefix, "--prefix").lines();
        return pairs.map(it -> it.replaceFirst("^" + prefix, "")).collect(Collectors.joining(" "));
    }

    private void mirror(String... flags) {
        var out = new PrintStream(said, true, UTF_8);
        var streams = new Streams(InputStream.nullInputStream(), out, out);
        var words = words("make-mirror", etcd.url());
        words.addAll(List.of(flags));
        ends.add(Thread.ofVirtual().start(() -> EtcdctlMain.run(words, streams, V3))::interrupt);
    }

    private void debiansMirror(String... flags) throws Exception {
        var command = new ArrayList<>(List.of(RealEtcd.ETCDCTL.toString()));
        command.addAll(words("make-mirror", etcd.url()));
        command.addAll(List.of(flags));
        var builder = new ProcessBuilder(command);
        builder.environment().putAll(V3);
        builder.redirectErrorStream(true).redirectOutput(folder.resolve("theirs").toFile());
        ends.add(builder.start()::destroyForcibly);
    }

    private void awaitHeld(String prefix, String expected) throws InterruptedException {
        boolean isHeld =
                Deadline.in(LIMIT, Time.system())
                        .await(Duration.ofMillis(50), () -> held(prefix).equals(expected));
        assertThat(isHeld ? expected : held(prefix)).as(said.toString(UTF_8)).isEqualTo(expected);
    }

    @Test
    void whatIsThereAndWhatHappensIsCopiedAsTheOriginalCopiesIt() throws Exception {
        run("", "put", "a/1", "one");
        run("", "put", "a/2", "two");
        mirror("--prefix", "a/", "--dest-prefix", "ours/");
        debiansMirror("--prefix", "a/", "--dest-prefix", "theirs/");
        awaitHeld("ours/", "1 one 2 two");
        awaitHeld("theirs/", "1 one 2 two");
        run("\nput a/3 three\nput a/1 uno\ndel a/2\n\n\n", "txn");
        run("", "put", "a/3", "tre");
        awaitHeld("ours/", "1 uno 3 tre");
        awaitHeld("theirs/", "1 uno 3 tre");
        assertThat(versions("ours/")).isEqualTo(versions("theirs/")).isNotEmpty();
    }

    private List<String> versions(String prefix) {
        return run("", "get", prefix, "--prefix", "-w", "fields")
                .lines()
                .filter(it -> it.startsWith("\"Version\""))
                .toList();
    }

    @Test
    void aPrefixMayBeCutOff() throws Exception {
        run("", "put", "deep/b/1", "one");
        mirror("--prefix", "deep/", "--no-dest-prefix");
        awaitHeld("b/", "1 one");
    }

    /** The original fails here: a deletion of a range is one revision, however many keys it has. */
    @Test
    void moreChangesOfOneRevisionThanATransactionMayHaveAreCopiedInParts() throws Exception {
        for (int part = 0; part < 2; part++) {
            int first = part * 100;
            var puts =
                    IntStream.range(first, first + 100)
                            .mapToObj("put m/%03d x"::formatted)
                            .collect(Collectors.joining("\n"));
            run("\n" + puts + "\n\n\n", "txn");
        }
        mirror("--prefix", "m/", "--dest-prefix", "n/");
        awaitHeld("n/", held("m/"));
        assertThat(held("n/").split(" ", -1)).hasSize(400);
        run("", "del", "m/", "--prefix");
        awaitHeld("n/", "");
    }
}
