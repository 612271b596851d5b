package turtlelab.labctl.ctl.v2.key;

import java.io.PrintStream;

/** Writes what happened to a key in the form that {@code --output} names. */
final class KeyOutput {

    private final String form;
    private final PrintStream out;
    private final PrintStream err;

    KeyOutput(String form, PrintStream out, PrintStream err) {
        this.form = form;
        this.out = out;
        this.err = err;
    }

    boolean isSimple() {
        return form.equals("simple");
    }

    void write(KeyEvent event) {
        switch (form) {
            case "simple" -> {
                if (event.isDelete()) writeValueBefore(event);
                else out.println(event.node().value());
            }
            case "extended" -> writeExtended(event);
            case "json" -> out.println(event.json());
            default -> err.println("Unsupported output format: " + form);
        }
    }

    private void writeValueBefore(KeyEvent event) {
        event.before().ifPresent(it -> out.println("PrevNode.Value: " + it.value()));
    }

    private void writeExtended(KeyEvent event) {
        out.println("Key: " + event.node().key());
        out.println("Created-Index: " + event.node().createdIndex());
        out.println("Modified-Index: " + event.node().modifiedIndex());
        writeValueBefore(event);
        out.println("TTL: " + event.node().ttl());
        out.println("Index: " + event.index());
        if (!event.isDelete()) {
            out.println();
            out.println(event.node().value());
        }
    }
}
