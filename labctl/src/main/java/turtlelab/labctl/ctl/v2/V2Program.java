package turtlelab.labctl.ctl.v2;

import java.util.ArrayList;
import java.util.List;
import turtlelab.labctl.ctl.flag.CtlFailure;
import turtlelab.labctl.ctl.flag.FlagFailure;
import turtlelab.labctl.ctl.flag.Flags;
import turtlelab.labctl.ctl.flag.GoFlags;
import turtlelab.labctl.ctl.setting.Setting;
import turtlelab.labctl.ctl.v2.call.Call;
import turtlelab.labctl.ctl.v2.call.V2Flags;

/** The v2 etcdctl: reads the command line, does the command. */
public final class V2Program {

    private static final int USAGE = 1;

    private final Setting setting;

    public V2Program(Setting setting) {
        this.setting = setting;
    }

    /**
     * What the command line gives to this command; its words are the arguments.
     *
     * @param words the whole command line, the verb among them
     * @throws CtlFailure when a flag does not fit
     */
    public Flags flags(V2Verb verb, List<String> words) {
        var known = new ArrayList<>(V2Flags.GLOBAL);
        known.addAll(verb.flags());
        try {
            var flags = new GoFlags(known).parse(words, ownWords(verb));
            V2Flags.addEnvironment(flags, setting.environment());
            return flags.withWords(flags.words().subList(verb.size(), flags.words().size()));
        } catch (FlagFailure e) {
            setting.streams().out().println("Incorrect Usage: " + e.getMessage());
            throw new CtlFailure(USAGE, String.valueOf(e.getMessage()));
        }
    }

    /** How many words may have flags behind them: those of a command to run are its own. */
    private static int ownWords(V2Verb verb) {
        return verb == V2Verb.EXEC_WATCH ? 2 : Integer.MAX_VALUE;
    }

    /**
     * Does the command.
     *
     * @throws CtlFailure when it ends otherwise than well
     */
    public void run(V2Verb verb, Flags flags) throws InterruptedException {
        verb.run(new Call(flags, setting));
    }
}
