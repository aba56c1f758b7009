/// Marks a record that only gives a workflow its identity.
package enum WorkflowRun {}
