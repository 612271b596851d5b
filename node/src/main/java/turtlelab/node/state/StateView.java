package turtlelab.node.state;

import java.util.List;
import turtlelab.node.state.alarm.RaisedAlarm;
import turtlelab.node.state.kv.KvView;
import turtlelab.node.state.lease.LeaseView;
import turtlelab.node.state.v2.V2View;
import turtlelab.node.state.v2.auth.V2AuthView;

/**
 * The applied state for readers: safe from any thread, without locks, whole batches only. Each call
 * to a sub-view reads the newest published moment.
 */
public interface StateView {
    KvView kv();

    LeaseView leases();

    V2View v2();

    /** Users and roles of the v2 API. */
    V2AuthView v2Auth();

    /** Members with what they have published about themselves. */
    MemberTable members();

    /** Such as {@code 3.4.0}; {@code not_decided} before the first leader said so. */
    String clusterVersion();

    /** The alarms that are on, by kind, then by member. */
    List<RaisedAlarm> alarms();

    /** Position of the last entry in this state. */
    long appliedIndex();

    /** Size of the state's file in bytes: allocated, and in use. */
    StoreSize size();

    /** Bytes of the file and bytes of it that hold live data. */
    record StoreSize(long allocated, long inUse) {}
}
