package turtlelab.labctl.ctl.v3.watch;

import io.etcd.jetcd.api.Event;
import io.etcd.jetcd.api.WatchResponse;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.Lock;
import java.util.stream.Collectors;
import turtlelab.labctl.ctl.display.Display;
import turtlelab.labctl.ctl.flag.CtlFailure;
import turtlelab.labctl.ctl.print.GoText;
import turtlelab.labctl.ctl.process.Child;
import turtlelab.labctl.ctl.v3.Failures;
import turtlelab.labctl.exec.Streams;

/**
 * Writes what a watch tells, and runs a command at each change.
 *
 * @param lock held while an answer is written, so that watches that share a terminal do not mix
 * @param command empty when nothing is to be run
 */
record Telling(Display display, Streams streams, Lock lock, List<String> command)
        implements Following.Sink {

    @Override
    public void take(WatchResponse answer, String whyEnded) {
        lock.lock();
        try {
            write(answer, whyEnded);
        } finally {
            lock.unlock();
        }
        if (!command.isEmpty()) {
            answer.getEventsList().forEach(it -> run(it, answer.getHeader().getRevision()));
        }
    }

    private void write(WatchResponse answer, String whyEnded) {
        if (!whyEnded.isEmpty()) {
            streams.err().println("watch was canceled (" + whyEnded + ")");
        } else if (answer.getEventsCount() == 0) {
            streams.out().println("progress notify: " + answer.getHeader().getRevision());
        }
        display.watch(answer);
    }

    private void run(Event event, long revision) {
        var pair = event.getKv();
        var environment =
                Map.of(
                        "ETCD_WATCH_REVISION", String.valueOf(revision),
                        "ETCD_WATCH_EVENT_TYPE", GoText.quoted(event.getType().name()),
                        "ETCD_WATCH_KEY", GoText.quoted(pair.getKey().toByteArray()),
                        "ETCD_WATCH_VALUE", GoText.quoted(pair.getValue().toByteArray()));
        var failure = new Child(command, environment).run(streams);
        if (!failure.isEmpty()) {
            throw new CtlFailure(
                    Failures.FAILED, "command %s error (%s)".formatted(words(), failure));
        }
    }

    private String words() {
        return command.stream().map(GoText::quoted).collect(Collectors.joining(" ", "[", "]"));
    }
}
