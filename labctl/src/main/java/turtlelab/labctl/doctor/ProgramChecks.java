package turtlelab.labctl.doctor;

import java.util.List;
import turtlelab.labctl.exec.LabFailure;
import turtlelab.labctl.lab.Engine;
import turtlelab.labctl.lab.Programs;

/** Whether the programs that the lab runs, and those one wants beside it, are there. */
record ProgramChecks(Engine engine, Programs programs) {

    List<Finding> findings() {
        return List.of(daemon(), etcd(), etcdctl());
    }

    private Finding daemon() {
        try {
            return Finding.ok("engine %s: %s".formatted(engine, programs.daemon(engine)));
        } catch (LabFailure e) {
            return Finding.problem(
                    "engine %s cannot run".formatted(engine), String.valueOf(e.getMessage()));
        }
    }

    private Finding etcd() {
        return programs.onPath("etcd")
                .map(path -> Finding.ok("etcd for comparison: " + path))
                .orElseGet(
                        () ->
                                Finding.note(
                                        "no etcd to compare with (--engine etcd)",
                                        "apt install etcd-server"));
    }

    private Finding etcdctl() {
        return programs.onPath("etcdctl")
                .map(path -> Finding.ok("etcdctl: " + path))
                .orElseGet(
                        () ->
                                Finding.note(
                                        "no etcdctl of etcd's own",
                                        "use labctl/bin/etcdctl, or apt install etcd-client"));
    }
}
