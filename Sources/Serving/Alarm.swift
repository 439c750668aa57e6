import NIOCore

/// The time at which a connection is looked at again; belongs to its event loop.
///
/// It is put off with every request, so that an appointment of the loop is kept for as long as it
/// comes early enough.
final class Alarm {
    private var due = NIODeadline.distantFuture
    private var planned = NIODeadline.distantFuture
    private var appointment: Scheduled<Void>?
    private var body: () -> Void = {}

    func set(in time: TimeAmount, on loop: any EventLoop, _ body: @escaping () -> Void) {
        due = .now() + time
        self.body = body
        guard appointment == nil || due < planned else { return }
        appointment?.cancel()
        plan(on: loop)
    }

    func cancel() {
        appointment?.cancel()
        appointment = nil
        body = {}
    }

    private func plan(on loop: any EventLoop) {
        planned = due
        appointment = loop.assumeIsolated().scheduleTask(deadline: due) { [self] in
            appointment = nil
            if .now() < due { plan(on: loop) } else { body() }
        }
    }
}
