package turtlelab.labctl.ctl.v3;

import io.etcd.jetcd.api.Compare;
import io.etcd.jetcd.api.RequestOp;
import io.etcd.jetcd.api.TxnRequest;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import turtlelab.labctl.ctl.flag.CtlFailure;
import turtlelab.labctl.ctl.flag.FlagFailure;
import turtlelab.labctl.ctl.flag.Flags;
import turtlelab.labctl.ctl.flag.Pflags;
import turtlelab.labctl.exec.Streams;

/**
 * A transaction as lines: compares, then what to do when they hold, then what to do otherwise; an
 * empty line ends each part.
 */
final class TxnScript {

    /** Exit code for a line that is not understood. */
    static final int BAD_LINE = 3;

    private final Streams streams;
    private final boolean isInteractive;

    TxnScript(Streams streams, boolean isInteractive) {
        this.streams = streams;
        this.isInteractive = isInteractive;
    }

    TxnRequest read() {
        var txn = TxnRequest.newBuilder();
        prompt("compares:");
        txn.addAllCompare(compares());
        prompt("success requests (get, put, del):");
        txn.addAllSuccess(requests());
        prompt("failure requests (get, put, del):");
        return txn.addAllFailure(requests()).build();
    }

    private void prompt(String text) {
        if (isInteractive) {
            streams.out().println(text);
        }
    }

    private List<Compare> compares() {
        return part().stream().map(CompareLine::read).toList();
    }

    private List<RequestOp> requests() {
        return part().stream().map(this::request).toList();
    }

    private List<String> part() {
        var lines = new ArrayList<String>();
        for (var line = line(); !line.isEmpty(); line = line()) {
            lines.add(line);
        }
        return lines;
    }

    /** A line without blanks around it. */
    private String line() {
        return LineOfWords.read(streams.in())
                .orElseThrow(() -> new CtlFailure(BAD_LINE, "Error: EOF"))
                .strip();
    }

    private RequestOp request(String line) {
        var words = LineOfWords.words(line);
        if (words.size() < 2) {
            throw new CtlFailure(BAD_LINE, "Error: invalid txn compare request: " + line);
        }
        var operands = words.subList(1, words.size());
        try {
            return switch (words.getFirst()) {
                case "put" -> put(flags(V3Verb.PUT, operands));
                case "get" -> get(flags(V3Verb.GET, operands));
                case "del" -> delete(flags(V3Verb.DEL, operands));
                default -> throw invalid(line);
            };
        } catch (FlagFailure _) {
            throw invalid(line);
        }
    }

    /** What follows on stdin is the script's, no value. */
    private static RequestOp put(Flags flags) {
        var nothing = InputStream.nullInputStream();
        return RequestOp.newBuilder().setRequestPut(KvRequests.put(flags, nothing)).build();
    }

    private static RequestOp get(Flags flags) {
        return RequestOp.newBuilder().setRequestRange(KvRequests.get(flags)).build();
    }

    private static RequestOp delete(Flags flags) {
        return RequestOp.newBuilder().setRequestDeleteRange(KvRequests.delete(flags)).build();
    }

    private static Flags flags(V3Verb verb, List<String> operands) {
        return new Pflags(verb.flags()).parse(operands);
    }

    private static CtlFailure invalid(String line) {
        return new CtlFailure(BAD_LINE, "Error: invalid txn request: " + line);
    }
}
