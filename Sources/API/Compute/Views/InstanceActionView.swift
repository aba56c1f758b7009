internal import JSON
internal import Model

/// One action of a server, alone or with its events.
struct InstanceActionView {
    private let action: InstanceAction
    private let version: Microversion
    private let isAdmin: Bool

    init(_ action: InstanceAction, _ request: ComputeRequest) {
        self.action = action
        version = request.version
        isAdmin = request.caller.isAdmin
    }

    func write(to writer: inout JSONWriter) {
        writer.beginObject()
        writeMembers(to: &writer)
        writer.endObject()
    }

    func writeWithEvents(to writer: inout JSONWriter) {
        writer.beginObject()
        writeMembers(to: &writer)
        if isAdmin || version >= .actionEventsForOwners {
            writer.name("events")
            writer.beginArray()
            for event in action.events { write(event, to: &writer) }
            writer.endArray()
        }
        writer.endObject()
    }

    private func writeMembers(to writer: inout JSONWriter) {
        writer.member("action", action.action)
        writer.member("instance_uuid", action.server.value)
        writer.member("request_id", action.request.value)
        writer.member("user_id", action.user.value)
        writer.member("project_id", action.project.value)
        writer.member("start_time", action.startedAt.iso8601Microseconds)
        writer.member("message", action.message)
        if version >= .actionPages { writer.member("updated_at", action.updatedAt.iso8601Microseconds) }
    }

    private func write(_ event: InstanceAction.Event, to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("event", event.name)
        writer.member("start_time", event.startedAt.iso8601Microseconds)
        writer.member("finish_time", event.finishedAt?.iso8601Microseconds)
        writer.member("result", event.result?.rawValue)
        if isAdmin { writer.member("traceback", event.result == .error ? event.details : nil) }
        if version >= .actionHosts {
            if isAdmin { writer.member("host", event.host?.value) }
            writer.member("hostId", event.host.map { SHA224.hex(action.project.value + $0.value) } ?? "")
        }
        writer.endObject()
    }
}
