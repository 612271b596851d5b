package turtlelab.labctl.cli.open;

import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** This run of labctl, for verbs that are about no lab. */
@Command
public final class ThisRun {

    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec verb;

    public Session session() {
        if (verb == null) {
            throw new IllegalStateException("used outside of a command line");
        }
        return ((Session.Source) verb.root().userObject()).session();
    }

    /** Prints one line of the result. */
    public void print(String line) {
        session().streams().out().println(line);
    }

    /** Tells one line beside the result. */
    public void tell(String line) {
        session().streams().err().println(line);
    }

    /** Stays until the thread is interrupted or the program is ended, as servers do. */
    public void stay() throws InterruptedException {
        new CountDownLatch(1).await();
    }
}
