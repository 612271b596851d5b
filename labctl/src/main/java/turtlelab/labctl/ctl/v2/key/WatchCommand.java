package turtlelab.labctl.ctl.v2.key;

import turtlelab.labctl.ctl.flag.CtlFailure;
import turtlelab.labctl.ctl.v2.call.Call;
import turtlelab.labctl.exec.CtrlCEndsWell;

/** {@code watch}: waits for a change of a key and writes it; with {@code --forever}, for all. */
public final class WatchCommand {

    private final Call call;
    private final KeyOutput output;

    public WatchCommand(Call call) {
        this.call = call;
        this.output = new KeyOutput(call.format(), call.streams().out(), call.streams().err());
    }

    /** Watches until there is nothing more to see, or nobody who looks. */
    public void run() throws InterruptedException {
        call.cluster();
        if (call.words().isEmpty()) {
            throw new CtlFailure(1, "Error:  key required");
        }
        var changes = new Changes(call, call.words().getFirst());
        try (var _ = new CtrlCEndsWell()) {
            boolean isEnough;
            do {
                isEnough = write(changes.next()) && !call.flags().isOn("forever");
            } while (!isEnough && !call.streams().out().checkError());
        }
    }

    /** Says whether there was anything to write: changes of directories are passed over. */
    private boolean write(KeyEvent event) {
        if (event.node().isDir()) {
            return false;
        }
        if (call.flags().isOn("recursive")) {
            call.streams().out().println("[" + event.action() + "] " + event.node().key());
        }
        output.write(event);
        return true;
    }
}
