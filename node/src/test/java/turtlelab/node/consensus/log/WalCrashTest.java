package turtlelab.node.consensus.log;

import static org.assertj.core.api.Assertions.assertThat;
import static turtlelab.node.consensus.log.WalLab.entries;
import static turtlelab.node.consensus.log.WalLab.open;
import static turtlelab.node.consensus.log.WalLab.state;

import java.io.IOException;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import turtlelab.node.consensus.Entry;
import turtlelab.node.consensus.HardState;
import turtlelab.node.consensus.LogPosition;
import turtlelab.node.sim.disk.DiskFaults;
import turtlelab.node.sim.disk.SimulatedDisk;

/** The power goes at any moment: what was synced is there, and nothing that was never written. */
class WalCrashTest {
    private int torn;

    @Test
    void aCrashAtAnyStepOfALogsLifeLosesNothingSynced() throws IOException {
        var steps = 0;
        for (int step = 1; !survives(step, 0); step++) {
            for (int seed = 1; seed < 20; seed++) {
                survives(step, seed);
            }
            steps = step;
        }
        assertThat(steps).as("steps enumerated").isGreaterThan(45);
        assertThat(torn).as("torn tails met").isPositive();
    }

    /**
     * Lives through create, rotate, release, restart; true when the life ended before the crash.
     */
    private boolean survives(int crashAt, int seed) throws IOException {
        var disk = new SimulatedDisk();
        var model = new WalModel();
        var steps = new int[] {0};
        disk.setFaults(
                _ -> {
                    if (++steps[0] == crashAt) {
                        throw new PowerCut();
                    }
                });
        var scene = "crash at step %d, seed %d".formatted(crashAt, seed);
        try {
            live(disk, model);
            return true;
        } catch (PowerCut _) {
            recover(disk, model, new SplittableRandom(seed), scene);
            return false;
        }
    }

    private static void live(SimulatedDisk disk, WalModel model) throws IOException {
        try (var wal = open(disk)) {
            var pen = new Pen(wal, model);
            pen.append(state(1, 0), entries(1, 3, 1));
            pen.sync();
            pen.append(null, entries(4, 40, 1));
            pen.append(state(2, 5), entries(30, 80, 2));
            pen.sync();
            pen.release(60);
            pen.append(state(2, 70), List.of());
            pen.restart(new LogPosition(75, 3), state(3, 75));
            pen.append(null, entries(76, 79, 3));
            pen.sync();
        }
        try (var wal = open(disk)) {
            wal.append(null, entries(80, 80, 3));
            model.append(null, entries(80, 80, 3));
        }
        model.synced();
    }

    @Test
    void randomLivesWithManyCrashesLoseNothingSynced() throws IOException {
        for (int seed = 1; seed <= 300; seed++) {
            randomLife(seed);
        }
        assertThat(torn).as("torn tails met").isGreaterThan(50);
    }

    private void randomLife(int seed) throws IOException {
        var chance = new SplittableRandom(seed);
        var disk = new SimulatedDisk();
        var model = new WalModel();
        for (int life = 0; life < 6; life++) {
            disk.setFaults(
                    _ -> {
                        switch (chance.nextInt(120)) {
                            case 0 -> throw new PowerCut();
                            case 1 -> throw new IOException("fails");
                            default -> {}
                        }
                    });
            try (var wal = open(disk)) {
                wal.recovered();
                var pen = new Pen(wal, model);
                for (int i = 0; i < 40; i++) {
                    pen.randomStep(chance);
                }
            } catch (PowerCut | IOException _) {
                // the point of the test; what follows is the next life
            }
            recover(disk, model, chance, "seed " + seed + " life " + life);
        }
    }

    private void recover(SimulatedDisk disk, WalModel model, SplittableRandom chance, String scene)
            throws IOException {
        disk.setFaults(DiskFaults.NONE);
        if (chance.nextInt(8) == 0) {
            disk.kill();
        } else {
            disk.losePower(chance);
        }
        try (var wal = open(disk)) {
            torn += wal.cutTornTail() ? 1 : 0;
            var found = wal.recovered();
            model.check(found, scene);
            model.take(found);
        }
        disk.losePower(chance);
        try (var wal = open(disk)) {
            model.check(wal.recovered(), scene + ", once more");
        }
    }

    /** Writes the same into log and model; what was begun may be found, what was synced must be. */
    private record Pen(Wal wal, WalModel model) {
        void append(@Nullable HardState hardState, List<Entry> entries) throws IOException {
            model.append(hardState, entries);
            wal.append(hardState, entries);
        }

        void sync() throws IOException {
            wal.sync();
            model.synced();
        }

        void release(long upTo) throws IOException {
            model.release(upTo);
            wal.release(upTo);
        }

        void restart(LogPosition position, HardState hardState) throws IOException {
            model.restart(position, hardState);
            wal.restart(position, hardState);
            model.synced();
        }

        void randomStep(SplittableRandom chance) throws IOException {
            var now = model.now();
            var last = now.last().index();
            var term = Math.max(now.hardState().term(), 1) + (chance.nextInt(6) == 0 ? 1 : 0);
            var floor = Math.max(now.start().index(), Math.min(last, now.hardState().commit()));
            switch (chance.nextInt(12)) {
                case 0, 1, 2, 3, 4 -> {
                    var from =
                            chance.nextInt(4) == 0
                                    ? chance.nextLong(floor, last + 1) + 1
                                    : last + 1;
                    var to = from + chance.nextInt(chance.nextInt(10) == 0 ? 60 : 5);
                    append(
                            chance.nextBoolean() ? state(term, floor) : null,
                            entries(from, to, term));
                }
                case 5 -> append(state(term, chance.nextLong(floor, last + 1)), List.of());
                case 6 -> {
                    sync();
                    release(floor);
                }
                case 7 -> {
                    if (chance.nextInt(6) == 0) {
                        var to = new LogPosition(last + chance.nextInt(10), term);
                        restart(to, state(term, to.index()));
                    }
                }
                default -> sync();
            }
        }
    }

    /** The moment after which nothing is done any more. */
    private static final class PowerCut extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }
}
