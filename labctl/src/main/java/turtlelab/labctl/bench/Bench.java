package turtlelab.labctl.bench;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import turtlelab.labctl.bench.work.Asking;
import turtlelab.labctl.bench.work.ClosedLoop;
import turtlelab.labctl.bench.work.FanOut;
import turtlelab.labctl.bench.work.KeepAlive;
import turtlelab.labctl.bench.work.Load;
import turtlelab.labctl.bench.work.V2Keys;
import turtlelab.labctl.bench.work.Work;
import turtlelab.labctl.lab.Engine;
import turtlelab.labctl.lab.action.SpareLab;
import turtlelab.labctl.render.Progress;

/**
 * Measures engines side by side. Their labs stand at the same time and are loaded in turn, load by
 * load, round by round (A-B-A-B), so that whatever else the machine does meets both. Every load is
 * first run until it gets no faster ({@link WarmUp}), which does not count.
 */
public final class Bench {

    private static final Duration FILLING = Duration.ofMinutes(10);
    private static final String FAILOVER = "failover gap";
    private static final String RESTART = "restart of all";
    private static final List<Work> WORKS =
            List.of(
                    new Asking(Load.Put.of(1)),
                    new Asking(Load.Put.of(64)),
                    new Asking(Load.Put.of(512)),
                    new Asking(new Load.Range(64, false)),
                    new Asking(new Load.Range(64, true)),
                    new Asking(new Load.Txn(64)),
                    new Asking(new Load.Mixed(64)),
                    new KeepAlive(64),
                    new FanOut(1000, 1),
                    new FanOut(1000, 100),
                    new V2Keys(64, true),
                    new V2Keys(64, false));

    private final Plan plan;
    private final Progress progress;
    private final List<Work> works;
    private final Results results = new Results();

    public Bench(Plan plan, Progress progress) {
        this.plan = plan;
        this.progress = progress;
        this.works = WORKS.stream().filter(work -> plan.wants(work.name())).toList();
    }

    /**
     * What is to be measured.
     *
     * @param only words of which the name of a load must hold one; none for everything
     * @param rounds how often each load runs on each engine
     * @param length of each run
     * @param fill distinct keys that are put before the loads, 0 for none
     * @param watches idle watches whose memory to measure, 0 for none
     * @param heap Java heap of each turtled
     */
    public record Plan(
            List<Engine> engines,
            List<String> only,
            int rounds,
            Duration length,
            int fill,
            int watches,
            String heap) {

        public Plan {
            engines = List.copyOf(engines);
            only = List.copyOf(only);
        }

        /** Whether something of this name is to be measured. */
        boolean wants(String name) {
            return only.isEmpty() || only.stream().anyMatch(name::contains);
        }
    }

    /** Raises the labs, measures, takes the labs down. */
    public Results run() throws InterruptedException {
        var labs = new LinkedHashMap<Engine, BenchLab>();
        var guard = SpareLab.closedAtCtrlC(progress);
        try {
            for (var engine : plan.engines()) {
                progress.note("raising three nodes of " + engine);
                labs.put(engine, BenchLab.raise(engine, plan.heap()));
            }
            measure(labs);
            return results;
        } finally {
            labs.values().forEach(BenchLab::close);
            guard.close();
        }
    }

    private void measure(Map<Engine, BenchLab> labs) throws InterruptedException {
        for (var lab : labs.entrySet()) {
            fill(lab.getKey(), lab.getValue());
        }
        for (int round = 1; round <= plan.rounds(); round++) {
            load(labs, round);
        }
        for (int round = 1; round <= plan.rounds(); round++) { // last: whoever restarts is cold
            for (var lab : labs.entrySet()) {
                disturb(round, lab.getKey(), lab.getValue());
            }
        }
    }

    private void load(Map<Engine, BenchLab> labs, int round) throws InterruptedException {
        for (var work : works) {
            for (var lab : labs.entrySet()) {
                tell(round, work.name(), lab.getKey());
                var measured = work.run(lab.getValue().urls(), plan.length());
                results.add(work.name(), lab.getKey(), measured);
            }
        }
    }

    private void disturb(int round, Engine engine, BenchLab lab) throws InterruptedException {
        var figures = Results.Unit.MEGABYTES;
        results.add("memory of a node", engine, figures, lab.residentBytes() / 1024.0 / 1024.0);
        if (plan.watches() > 0) {
            var name = "memory of %d idle watches".formatted(plan.watches());
            tell(round, name, engine);
            results.add(name, engine, figures, new IdleWatches(lab).megabytes(plan.watches()));
        }
        var time = Results.Unit.MILLISECONDS;
        if (plan.wants(FAILOVER)) {
            tell(round, FAILOVER, engine);
            results.add(FAILOVER, engine, time, new Failover(lab).gapMillis());
        }
        if (plan.wants(RESTART)) {
            tell(round, RESTART, engine);
            results.add(RESTART, engine, time, new Restart(lab).millis());
        }
    }

    private void fill(Engine engine, BenchLab lab) throws InterruptedException {
        var keys = new ClosedLoop.Bound(FILLING, Load.KEYS);
        new Asking(Load.Put.of(512)).run(lab.urls(), keys);
        for (var work : works) {
            progress.note("warming up %s: %s".formatted(engine, work.name()));
            WarmUp.run(work, lab.urls());
        }
        if (plan.fill() > 0) {
            progress.note("putting %d keys into %s".formatted(plan.fill(), engine));
            var load = Load.Put.filling(plan.fill());
            var bound = new ClosedLoop.Bound(FILLING, plan.fill());
            results.add("fill, 512 clients", engine, new Asking(load).run(lab.urls(), bound));
        }
    }

    private void tell(int round, String what, Engine engine) {
        progress.note("round %d of %d: %s, %s".formatted(round, plan.rounds(), what, engine));
    }
}
