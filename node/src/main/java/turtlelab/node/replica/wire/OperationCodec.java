package turtlelab.node.replica.wire;

import java.util.List;
import turtlelab.node.state.kv.Compare;
import turtlelab.node.state.kv.Compare.Relation;
import turtlelab.node.state.kv.KeyRange;
import turtlelab.node.state.kv.Operation;
import turtlelab.node.state.kv.OperationCheck;
import turtlelab.node.state.kv.RangeOptions;
import turtlelab.node.state.kv.RangeOptions.SortOrder;
import turtlelab.node.state.kv.RangeOptions.SortTarget;

/** v3 operations as fields. The orders of constants below are the wire's: append only. */
final class OperationCodec {
    static final int PUT = 0;
    private static final int DELETE = 1;
    private static final int RANGE = 2;
    private static final int TXN = 3;

    private static final List<SortOrder> ORDERS =
            List.of(SortOrder.NONE, SortOrder.ASCENDING, SortOrder.DESCENDING);
    private static final List<SortTarget> TARGETS =
            List.of(
                    SortTarget.KEY,
                    SortTarget.VERSION,
                    SortTarget.CREATE,
                    SortTarget.MOD,
                    SortTarget.VALUE);
    private static final List<Relation> RELATIONS =
            List.of(Relation.EQUAL, Relation.GREATER, Relation.LESS, Relation.NOT_EQUAL);

    private OperationCodec() {}

    static void write(FieldWriter out, Operation operation) {
        switch (operation) {
            case Operation.Put put ->
                    out.tag(PUT)
                            .bytes(put.key())
                            .bytes(put.value())
                            .number(put.lease())
                            .flag(put.prevKv())
                            .flag(put.ignoreValue())
                            .flag(put.ignoreLease());
            case Operation.Delete(var range, var prevKv) ->
                    write(out.tag(DELETE), range).flag(prevKv);
            case Operation.Range(var range, var options) ->
                    write(write(out.tag(RANGE), range), options);
            case Operation.Txn(var compares, var success, var failure) -> {
                out.tag(TXN).number(compares.size());
                compares.forEach(compare -> write(out, compare));
                write(out, success);
                write(out, failure);
            }
        }
    }

    static Operation read(FieldReader in) throws MalformedCommand {
        return read(in, OperationCheck.MAX_DEPTH);
    }

    private static Operation read(FieldReader in, int depthLeft) throws MalformedCommand {
        var kind = in.tag();
        return switch (kind) {
            case PUT ->
                    new Operation.Put(
                            in.bytes(), in.bytes(), in.number(), in.flag(), in.flag(), in.flag());
            case DELETE -> new Operation.Delete(range(in), in.flag());
            case RANGE -> new Operation.Range(range(in), options(in));
            case TXN -> {
                if (depthLeft == 0) {
                    throw new MalformedCommand("transactions nested too deep");
                }
                yield new Operation.Txn(
                        in.list(OperationCodec::compare),
                        in.list(each -> read(each, depthLeft - 1)),
                        in.list(each -> read(each, depthLeft - 1)));
            }
            default -> throw new MalformedCommand("operation " + kind);
        };
    }

    private static void write(FieldWriter out, List<Operation> branch) {
        out.number(branch.size());
        branch.forEach(operation -> write(out, operation));
    }

    private static FieldWriter write(FieldWriter out, KeyRange range) {
        return out.bytes(range.key()).bytes(range.end());
    }

    private static KeyRange range(FieldReader in) throws MalformedCommand {
        return new KeyRange(in.bytes(), in.bytes());
    }

    private static FieldWriter write(FieldWriter out, RangeOptions options) {
        return out.number(options.revision())
                .number(options.limit())
                .tag(ORDERS.indexOf(options.order()))
                .tag(TARGETS.indexOf(options.target()))
                .flag(options.keysOnly())
                .flag(options.countOnly())
                .number(options.minMod())
                .number(options.maxMod())
                .number(options.minCreate())
                .number(options.maxCreate());
    }

    private static RangeOptions options(FieldReader in) throws MalformedCommand {
        return new RangeOptions(
                in.number(),
                in.number(),
                ORDERS.get(in.choice(ORDERS.size())),
                TARGETS.get(in.choice(TARGETS.size())),
                in.flag(),
                in.flag(),
                in.number(),
                in.number(),
                in.number(),
                in.number());
    }

    private static void write(FieldWriter out, Compare compare) {
        write(out, compare.range()).tag(RELATIONS.indexOf(compare.relation()));
        switch (compare.operand()) {
            case Compare.Operand.Version(var version) -> out.tag(0).number(version);
            case Compare.Operand.CreateRevision(var revision) -> out.tag(1).number(revision);
            case Compare.Operand.ModRevision(var revision) -> out.tag(2).number(revision);
            case Compare.Operand.Value(var value) -> out.tag(3).bytes(value);
            case Compare.Operand.Lease(var lease) -> out.tag(4).number(lease);
        }
    }

    private static Compare compare(FieldReader in) throws MalformedCommand {
        return new Compare(range(in), RELATIONS.get(in.choice(RELATIONS.size())), operand(in));
    }

    private static Compare.Operand operand(FieldReader in) throws MalformedCommand {
        var kind = in.tag();
        return switch (kind) {
            case 0 -> new Compare.Operand.Version(in.number());
            case 1 -> new Compare.Operand.CreateRevision(in.number());
            case 2 -> new Compare.Operand.ModRevision(in.number());
            case 3 -> new Compare.Operand.Value(in.bytes());
            case 4 -> new Compare.Operand.Lease(in.number());
            default -> throw new MalformedCommand("operand " + kind);
        };
    }
}
