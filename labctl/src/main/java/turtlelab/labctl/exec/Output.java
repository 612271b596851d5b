package turtlelab.labctl.exec;

/** What a finished command left: its exit code and what it wrote to stdout and stderr. */
public record Output(int exitCode, String out, String err) {

    public boolean succeeded() {
        return exitCode == 0;
    }
}
