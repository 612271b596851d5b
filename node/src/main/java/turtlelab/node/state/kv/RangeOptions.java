package turtlelab.node.state.kv;

/**
 * How to read a range (etcd reference B.2).
 *
 * @param revision 0 or less for the current one
 * @param limit 0 for none; applied after sorting and filtering
 * @param minMod and the other three: 0 for no bound
 */
public record RangeOptions(
        long revision,
        long limit,
        SortOrder order,
        SortTarget target,
        boolean keysOnly,
        boolean countOnly,
        long minMod,
        long maxMod,
        long minCreate,
        long maxCreate) {
    /** Everything now, in key order. */
    public static final RangeOptions ALL =
            new RangeOptions(0, 0, SortOrder.NONE, SortTarget.KEY, false, false, 0, 0, 0, 0);

    /** Everything as it was at a revision, in key order. */
    public static RangeOptions asOf(long revision) {
        return new RangeOptions(
                revision, 0, SortOrder.NONE, SortTarget.KEY, false, false, 0, 0, 0, 0);
    }

    /** The order asked for; {@code NONE} is ascending unless the target is the key. */
    public enum SortOrder {
        NONE,
        ASCENDING,
        DESCENDING
    }

    /** What to sort by; ties are in key order. */
    public enum SortTarget {
        KEY,
        VERSION,
        CREATE,
        MOD,
        VALUE
    }
}
