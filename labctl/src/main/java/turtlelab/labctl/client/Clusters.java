package turtlelab.labctl.client;

/** Makes connections for a command that needs several at once; who asks for one closes it. */
public interface Clusters {

    /** With the limit of the command line on each call. */
    GrpcCluster limited();

    /** Whose calls may last for as long as it takes. */
    GrpcCluster patient();
}
