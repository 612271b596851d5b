package turtlelab.node.app.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.parallel.ExecutionMode.CONCURRENT;
import static turtlelab.node.app.host.HostStage.eventually;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import turtlelab.join.auto.AutoKeys;
import turtlelab.node.app.auto.Servers;

/**
 * SIGKILL for real processes: for the leading host and for a newcomer, in each phase of a
 * nomination; for a waiting one; and for all at once. Nobody has to notice or to help.
 */
class AutomaticKillsTest {
    private static final String[] QUICK = {"--auto-lease=4s", "--dead-after=2s"};

    @TempDir Path folder;

    /** How far a newcomer has come. */
    enum Phase {
        /** It is a learner, and its server has not started. */
        NOMINATED,
        /** Its server runs, and it has no vote. */
        JOINING,
        /** It has just got its vote. */
        PROMOTED,
        /** It had its vote, and has just been let go. */
        LET_GO
    }

    private static String[] flags(String... more) {
        var flags = new java.util.ArrayList<>(List.of(QUICK));
        flags.addAll(List.of(more));
        return flags.toArray(String[]::new);
    }

    @ParameterizedTest
    @EnumSource(names = {"NOMINATED", "JOINING", "PROMOTED"})
    @Execution(CONCURRENT)
    void aNewcomerThatIsKilledIsTakenBack(Phase phase) throws Exception {
        try (var stage = new HostStage(folder, 71 + phase.ordinal())) {
            stage.host(1, flags("--ideal-cluster-size=2"));
            stage.host(2, flags(stage.seeds()));
            var victim = stage.process(3, flags(stage.seeds()));
            stage.becomes("h1", "h2");
            var look = stage.look();
            eventually("h3 offers", () -> look.offers("h3"));
            switch (phase) {
                case NOMINATED -> {
                    victim.pause(); // so it cannot start
                    stage.size("3");
                    eventually("nominated", () -> look.learners().equals(List.of("")));
                }
                case JOINING -> {
                    stage.size("3");
                    eventually("nominated", () -> !look.learners().isEmpty());
                    look.keys().put(AutoKeys.PAUSED, "so it gets no vote", 0);
                    eventually("started", () -> look.learners().equals(List.of("h3")));
                }
                case PROMOTED, LET_GO -> {
                    stage.size("3");
                    eventually("promoted", () -> look.voters().size() == 3);
                }
            }
            victim.kill();
            look.keys().put("colour", "red", 0); // the cluster decides all the time
            look.keys().delete(AutoKeys.PAUSED);
            stage.becomes("h1", "h2");
            eventually("left alone", () -> look.board().marks().penalised().contains("h3"));
            assertThat(look.keys().get("colour").orElseThrow().value()).isEqualTo("red");
        }
    }

    /** The next leader carries on or takes back what the killed one had begun. */
    @ParameterizedTest
    @EnumSource
    @Execution(CONCURRENT)
    void aLeaderThatIsKilledHasAnHeirThatCarriesOn(Phase phase) throws Exception {
        var mayStart = new CountDownLatch(1);
        try (var stage = new HostStage(folder, 75 + phase.ordinal())) {
            var leader = stage.process(1, flags("--ideal-cluster-size=3"));
            stage.host(2, flags(stage.seeds()));
            stage.host(3, flags(stage.seeds()));
            stage.becomes("h1", "h2", "h3");
            stage.host(4, servers -> new Gate(servers, mayStart), flags(stage.seeds()));
            var look = stage.look();
            eventually("h4 offers", () -> look.offers("h4"));
            look.keys().put("colour", "red", 0);
            stage.size("4");
            eventually("nominated", () -> look.learners().equals(List.of("")));
            if (phase == Phase.JOINING) {
                look.keys().put(AutoKeys.PAUSED, "so it gets no vote", 0);
            }
            if (phase != Phase.NOMINATED) {
                mayStart.countDown();
                eventually("started", () -> look.members().stream().allMatch(it -> it.started()));
            }
            if (phase == Phase.PROMOTED || phase == Phase.LET_GO) {
                eventually("promoted", () -> look.voters().size() == 4);
            }
            if (phase == Phase.LET_GO) {
                stage.size("3");
                eventually("let go", () -> look.voters().size() == 3);
            }
            leader.kill();
            mayStart.countDown();
            eventually("somebody leads", () -> look.keys().get("colour").isPresent());
            look.keys().delete(AutoKeys.PAUSED);
            stage.becomes("h2", "h3", "h4");
            eventually("left alone", () -> look.board().marks().penalised().contains("h1"));
            assertThat(look.keys().get("colour").orElseThrow().value()).isEqualTo("red");
        }
    }

    /** Does not let a nominated host start until it may. */
    private record Gate(Servers servers, CountDownLatch mayStart) implements Servers {
        @Override
        public boolean hasData() throws Exception {
            return servers.hasData();
        }

        @Override
        public Server start(Birth birth) throws Exception {
            mayStart.await();
            return servers.start(birth);
        }

        @Override
        public Optional<String> setAside() throws Exception {
            return servers.setAside();
        }
    }

    /** G16, G17, G15: a host that is killed while it waits, and one that is told to leave. */
    @Test
    @Execution(CONCURRENT)
    void whoComesBackWithoutSeedsFindsItsClusterAgain() throws Exception {
        try (var stage = new HostStage(folder, 79)) {
            var killed = stage.process(1, flags("--ideal-cluster-size=3"));
            stage.host(2, flags(stage.seeds()));
            stage.host(3, flags(stage.seeds()));
            stage.becomes("h1", "h2", "h3");
            stage.host(4, flags(stage.seeds()));
            killed.kill();
            stage.becomes("h2", "h3", "h4");
            var look = stage.look();
            var again = stage.process(1, flags()); // as before: it must not found another one
            eventually("h1 offers", () -> look.offers("h1"));
            assertThat(look.voters()).containsExactly("h2", "h3", "h4");
            again.kill(); // while it waits
            eventually("h1 is gone", () -> !look.offers("h1"));
            assertThat(look.voters()).containsExactly("h2", "h3", "h4");
            var last = stage.process(1, flags());
            eventually("h1 offers", () -> look.offers("h1"));
            last.stop();
            assertThat(last.exitWithin(20)).isZero();
            assertThat(look.offers("h1")).isFalse();
            assertThat(last.output()).contains("left in good order");
        }
    }

    /** Each goes on with its own data, whoever is up first; the seed is not. */
    @Test
    @Execution(CONCURRENT)
    void aWholeClusterThatIsKilledComesBackWithItsData() throws Exception {
        try (var stage = new HostStage(folder, 80)) {
            var all =
                    List.of(
                            stage.process(1, flags("--ideal-cluster-size=3")),
                            stage.process(2, flags(stage.seeds())),
                            stage.process(3, flags(stage.seeds())));
            stage.becomes("h1", "h2", "h3");
            var look = stage.look();
            look.keys().put("colour", "red", 0);
            var before = look.members();
            for (var process : all) {
                process.close(); // SIGKILL, and waits for the end
            }
            stage.process(3, flags(stage.seeds()));
            stage.process(2, flags(stage.seeds()));
            stage.process(1, flags());
            eventually("read", () -> look.keys().get("colour").isPresent());
            eventually("three offer", () -> look.board().volunteers().size() == 3);
            assertThat(look.members()).isEqualTo(before);
        }
    }

    /** One after the other is let go, and the last one keeps what all had. */
    @Test
    @Execution(CONCURRENT)
    void aWholeClusterThatIsToldToStopComesBackWithItsData() throws Exception {
        try (var stage = new HostStage(folder, 81)) {
            stage.host(1, flags("--ideal-cluster-size=3"));
            stage.host(2, flags(stage.seeds()));
            stage.host(3, flags(stage.seeds()));
            stage.host(4, flags(stage.seeds()));
            stage.becomes("h1", "h2", "h3");
            stage.look().keys().put("colour", "red", 0);
            stage.leaveAll();
            stage.host(4, flags(stage.seeds()));
            stage.host(3, flags(stage.seeds()));
            stage.host(2, flags(stage.seeds()));
            stage.host(1, flags());
            var look = stage.look();
            eventually("three members", () -> look.voters().size() == 3);
            assertThat(look.keys().get("colour").orElseThrow().value()).isEqualTo("red");
            assertThat(look.board().size().wanted()).isEqualTo(3);
        }
    }
}
