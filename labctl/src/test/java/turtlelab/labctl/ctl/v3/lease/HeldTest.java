package turtlelab.labctl.ctl.v3.lease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import turtlelab.labctl.ctl.OwnNode;
import turtlelab.labctl.ctl.Ran;
import turtlelab.labctl.ctl.RealEtcd;

/**
 * Debian's etcdctl and ours stand in the same queues for locks and offices, at an etcd and at a
 * node of ours: each lets the other in, and both say the same. They make mirrors of the same keys.
 */
class HeldTest {

    private static final int TRIES = 1000;

    @TempDir Path folder;

    @Test
    void locksAndOfficesPassBetweenThemAtEtcd() throws Exception {
        assumeTrue(RealEtcd.isInstalled(), "Skipped: etcd and etcdctl are not installed");
        try (var member = RealEtcd.start(folder)) {
            passAround(member.url());
        }
    }

    @Test
    void locksAndOfficesPassBetweenThemAtOurNode() throws Exception {
        assumeTrue(RealEtcd.isInstalled() && OwnNode.isBuilt(), "Skipped: not all is there");
        try (var member = OwnNode.start(folder)) {
            passAround(member.url());
        }
    }

    private static void passAround(String url) throws Exception {
        lock(url, Held::ours, Held::debians);
        lock(url, Held::debians, Held::ours);
        elect(url, "one", Held::ours, Held::debians);
        elect(url, "two", Held::debians, Held::ours);
        mirror(url, Held::debians, "theirs/");
        mirror(url, Held::ours, "ours/");
    }

    private static void mirror(String url, Held.Program program, String copies) throws Exception {
        ctl(url, "put", "a/1", "one");
        ctl(url, "del", "a/2");
        var words = new String[] {"make-mirror", url, "--prefix", "a/", "--dest-prefix", copies};
        try (var _ = program.start(url, words)) {
            awaitHeld(url, copies, copies + "1\none\n");
            ctl(url, "put", "a/2", "two");
            ctl(url, "del", "a/1");
            awaitHeld(url, copies, copies + "2\ntwo\n");
        }
    }

    private static void lock(String url, Held.Program first, Held.Program second) throws Exception {
        try (var next = hold(url, first, second)) {
            assertThat(next.said(2)).containsExactly("mine/LEASE", "");
        }
    }

    /** The second of both, when the first has had it and is gone. */
    private static Held hold(String url, Held.Program first, Held.Program second) throws Exception {
        try (var holder = first.start(url, "lock", "mine")) {
            assertThat(holder.said(2)).containsExactly("mine/LEASE", "");
            var next = second.start(url, "lock", "mine");
            awaitQueue(url, "mine/", 2);
            assertThat(next.said(0)).isEmpty();
            return next;
        }
    }

    private static void elect(String url, String office, Held.Program first, Held.Program second)
            throws Exception {
        var theirs = Held.debians(url, "elect", "-l", office);
        var ours = Held.ours(url, "elect", "-l", office);
        try (theirs;
                ours;
                var next = hold(url, office, first, second)) {
            assertThat(next.said(2)).containsExactly(office + "/LEASE", "second");
            assertThat(ours.said(4))
                    .containsExactly(office + "/LEASE", "first", office + "/LEASE", "second")
                    .isEqualTo(theirs.said(4));
        }
    }

    private static Held hold(String url, String office, Held.Program first, Held.Program second)
            throws Exception {
        try (var holder = first.start(url, "elect", office, "first")) {
            assertThat(holder.said(2)).containsExactly(office + "/LEASE", "first");
            var next = second.start(url, "elect", office, "second");
            awaitQueue(url, office + "/", 2);
            assertThat(next.said(0)).isEmpty();
            return next;
        }
    }

    private static void awaitQueue(String url, String prefix, int length) {
        long keys = 0;
        for (int i = 0; i < TRIES && keys < length; i++) {
            var found = ctl(url, "get", prefix, "--prefix", "--keys-only");
            keys = found.lines().filter(it -> !it.isEmpty()).count();
        }
        assertThat(keys).isEqualTo(length);
    }

    private static void awaitHeld(String url, String prefix, String expected) {
        var held = "";
        for (int i = 0; i < TRIES && !held.equals(expected); i++) {
            held = ctl(url, "get", prefix, "--prefix");
        }
        assertThat(held).isEqualTo(expected);
    }

    private static String ctl(String url, String... words) {
        var all = new ArrayList<>(List.of("--endpoints", url));
        all.addAll(List.of(words));
        var ran = Ran.ours(Map.of("ETCDCTL_API", "3"), "", all);
        assertThat(ran.exitCode()).as(ran.err()).isZero();
        return ran.out();
    }
}
