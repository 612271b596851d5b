package turtlelab.labctl.ctl.v3;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import io.etcd.jetcd.api.Compare;
import io.etcd.jetcd.api.Compare.CompareResult;
import io.etcd.jetcd.api.Compare.CompareTarget;
import java.util.regex.Pattern;
import turtlelab.labctl.ctl.flag.CtlFailure;
import turtlelab.labctl.ctl.flag.FlagFailure;
import turtlelab.labctl.ctl.flag.HexId;
import turtlelab.labctl.ctl.print.GoText;

/** One compare of a transaction: {@code mod("key") > "0"}. */
final class CompareLine {

    private static final int LEASE_TARGET = 4;
    private static final int LEASE_FIELD = 8;
    private static final Pattern LINE =
            Pattern.compile(
                    "\\s*\"((?:[^\"\\\\]|\\\\.)*)\"\\)\\s*(\\S+)\\s*\"((?:[^\"\\\\]|\\\\.)*)\".*");
    private static final Pattern START =
            Pattern.compile("\\s*\"((?:[^\"\\\\]|\\\\.)*)\"\\)\\s*(\\S*).*");

    private CompareLine() {}

    static Compare read(String line) {
        int bracket = line.indexOf('(');
        if (bracket < 0) {
            throw malformed(line);
        }
        var target = line.substring(0, bracket);
        var parts = LINE.matcher(line.substring(bracket + 1));
        if (!parts.matches()) {
            throw malformed(line + "; got " + understood(target, line.substring(bracket + 1)));
        }
        var compare =
                Compare.newBuilder()
                        .setKey(ByteString.copyFromUtf8(GoText.unquoted(parts.group(1))))
                        .setResult(result(parts.group(2), line));
        try {
            setTarget(compare, target, GoText.unquoted(parts.group(3)), line);
        } catch (NumberFormatException | FlagFailure _) {
            throw new CtlFailure(TxnScript.BAD_LINE, "Error: invalid txn compare request: " + line);
        }
        return compare.build();
    }

    private static String understood(String target, String rest) {
        var start = START.matcher(rest);
        return start.matches()
                ? "%s(\"%s\") %s \"\"".formatted(target, start.group(1), start.group(2))
                : target + "(\"\")  \"\"";
    }

    private static CompareResult result(String sign, String line) {
        return switch (sign) {
            case "=" -> CompareResult.EQUAL;
            case "!=" -> CompareResult.NOT_EQUAL;
            case ">" -> CompareResult.GREATER;
            case "<" -> CompareResult.LESS;
            default -> throw malformed(line + " (unknown operator " + sign + ")");
        };
    }

    private static void setTarget(
            Compare.Builder compare, String target, String value, String line) {
        switch (target) {
            case "ver", "version" ->
                    compare.setTarget(CompareTarget.VERSION).setVersion(Long.parseLong(value));
            case "c", "create" ->
                    compare.setTarget(CompareTarget.CREATE)
                            .setCreateRevision(Long.parseLong(value));
            case "m", "mod" ->
                    compare.setTarget(CompareTarget.MOD).setModRevision(Long.parseLong(value));
            case "val", "value" ->
                    compare.setTarget(CompareTarget.VALUE).setValue(ByteString.copyFromUtf8(value));
            case "lease" -> compare.setTargetValue(LEASE_TARGET).setUnknownFields(lease(value));
            default -> throw malformed(line + " (unknown target " + target + ")");
        }
    }

    /** The library's message does not know this field yet. */
    private static UnknownFieldSet lease(String id) {
        var field = UnknownFieldSet.Field.newBuilder().addVarint(HexId.signed(id)).build();
        return UnknownFieldSet.newBuilder().addField(LEASE_FIELD, field).build();
    }

    private static CtlFailure malformed(String what) {
        return new CtlFailure(TxnScript.BAD_LINE, "Error: malformed comparison: " + what);
    }
}
