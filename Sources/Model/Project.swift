/// A project (tenant) of the identity service; only its id is known here.
package enum Project {}

/// A user of the identity service; only its id is known here.
package enum User {}
