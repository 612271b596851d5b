/** etcdctl's clothes, tried on against fakes and against the original. */
package turtlelab.labctl.ctl;
