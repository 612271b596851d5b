package turtlelab.node.grpc;

/** The level of etcd's API that this node speaks. */
public final class ApiLevel {
    /** What {@code /version} and Status tell clients, who choose their dialect by it. */
    public static final String SERVER = "3.4.23";

    private ApiLevel() {}
}
