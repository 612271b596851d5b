package turtlelab.labctl.ctl.v2.key;

import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import turtlelab.labctl.ctl.flag.CtlFailure;
import turtlelab.labctl.ctl.v2.call.Call;
import turtlelab.labctl.exec.Command;
import turtlelab.labctl.exec.CommandFailed;
import turtlelab.labctl.exec.CtrlCEndsWell;
import turtlelab.labctl.exec.LocalShell;
import turtlelab.labctl.exec.Shell;
import turtlelab.labctl.exec.Streams;

/**
 * {@code exec-watch KEY COMMAND}: runs the command at every change, which it finds in its
 * environment. One run after the other, in the order of the changes.
 */
public final class ExecWatchCommand {

    private static final int FAILED = 1;

    private final Call call;
    private final Shell shell = new LocalShell(Duration.ZERO);

    public ExecWatchCommand(Call call) {
        this.call = call;
    }

    /** Watches until interrupted. */
    public void run() throws InterruptedException {
        call.cluster();
        var command = command();
        if (command.isEmpty()) {
            throw new CtlFailure(FAILED, "Error:  key and command to exec required");
        }
        var changes = new Changes(call, call.words().getFirst());
        try (var _ = new CtrlCEndsWell()) {
            while (true) {
                var change = changes.next();
                if (change.node().isDir()) {
                    call.streams().err().printf("Ignored dir %s change%n", change.node().key());
                } else {
                    run(command, change);
                }
            }
        }
    }

    /** What stands behind the key, and behind the {@code --} that may follow it. */
    private List<String> command() {
        var rest = call.words().stream().skip(1).toList();
        return !rest.isEmpty() && rest.getFirst().equals("--")
                ? rest.subList(1, rest.size())
                : rest;
    }

    private void run(List<String> words, KeyEvent change) throws InterruptedException {
        var nothing = InputStream.nullInputStream();
        var streams = new Streams(nothing, call.streams().out(), call.streams().err());
        try {
            shell.attach(Command.of(words).with(environment(change)), streams);
        } catch (CommandFailed e) {
            throw new CtlFailure(FAILED, String.valueOf(e.getMessage()));
        }
    }

    private static Map<String, String> environment(KeyEvent change) {
        return Map.of(
                "ETCD_WATCH_ACTION", change.action(),
                "ETCD_WATCH_KEY", change.node().key(),
                "ETCD_WATCH_MODIFIED_INDEX", String.valueOf(change.node().modifiedIndex()),
                "ETCD_WATCH_VALUE", change.node().value());
    }
}
