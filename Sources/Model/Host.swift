/// A hypervisor host, known by the name that it registers under.
package enum Host {}
