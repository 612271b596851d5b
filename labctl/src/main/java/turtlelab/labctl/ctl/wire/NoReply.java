package turtlelab.labctl.ctl.wire;

import java.io.IOException;

/** An endpoint gave no answer; the message is in Go's words. */
public final class NoReply extends IOException {

    private static final long serialVersionUID = 1;

    private final boolean wasSent;

    public NoReply(String message, boolean wasSent) {
        super(message);
        this.wasSent = wasSent;
    }

    /** Whether the request may have reached the member, and may have been done. */
    public boolean wasSent() {
        return wasSent;
    }

    public String text() {
        var text = getMessage();
        return text == null ? "" : text;
    }
}
