import Glibc
import Primitives
import TestSupport
import Testing

@testable import MirrorStore

@Suite struct MirrorLockTests {
    private let now = Instant(seconds: 1_700_000_000)

    private func holder(in error: StoreError?) -> LockHolder? {
        if case .lockHeld(let holder) = error?.code { holder } else { nil }
    }

    @Test func oneHolderAtATime() throws {
        let directory = try TemporaryDirectory()
        let layout = MirrorLayout(root: directory["new/mirror"])
        var lock: MirrorLock? = try MirrorLock.acquire(layout, command: "sync lab", now: now)
        lock?.setPhase("fetch")
        let error = #expect(throws: StoreError.self) {
            try MirrorLock.acquire(layout, command: "gc", now: now)
        }
        let expected = LockHolder(
            processID: getpid(), start: now, command: "sync lab", phase: "fetch")
        #expect(holder(in: error) == expected)
        #expect(MirrorLock.holder(layout) == expected)
        #expect(
            "\(try #require(error))"
                == "\(layout.lock) is held by process \(getpid()) since "
                + "2023-11-14T22:13:20Z (sync lab)")
        lock = nil
        #expect(MirrorLock.holder(layout) == nil)
        _ = try MirrorLock.acquire(layout, command: "gc", now: now)
        #expect(try SystemDisk().status(layout.lock)?.mode == 0o644)
    }

    @Test func keepsOtherProcessesOut() async throws {
        let directory = try TemporaryDirectory()
        let layout = MirrorLayout(root: directory.path)
        var lock: MirrorLock? = try MirrorLock.acquire(layout, command: "sync", now: now)
        let attempt = Program("flock", ["--nonblock", layout.lock, "true"])
        #expect(try await !attempt.run().succeeded)
        withExtendedLifetime(lock) {}
        lock = nil
        #expect(try await attempt.run().succeeded)
    }

    @Test func saysWhoHoldsIt() throws {
        let directory = try TemporaryDirectory()
        let layout = MirrorLayout(root: directory.path)
        try directory.write("pid: 1\nstart: 2023-11-14T22:13:20Z\ncommand: sync\n", to: "lock")
        let other = try SystemDisk().open(layout.lock)
        #expect(flock(other.descriptor, LOCK_EX | LOCK_NB) == 0)
        let error = #expect(throws: StoreError.self) {
            try MirrorLock.acquire(layout, command: "gc", now: now)
        }
        #expect(holder(in: error)?.processID == 1)
        #expect(MirrorLock.holder(layout)?.processID == 1)
    }

    @Test func aDeadHoldersNotesAreNotBelieved() throws {
        let directory = try TemporaryDirectory()
        let layout = MirrorLayout(root: directory.path)
        // Beyond the largest process number that Linux hands out.
        try directory.write(
            "pid: 2000000000\nstart: 2023-11-14T22:13:20Z\ncommand: sync\n", to: "lock")
        #expect(MirrorLock.holder(layout) == nil)
        let lock = try MirrorLock.acquire(layout, command: "two\nlines", now: now)
        #expect(MirrorLock.holder(layout)?.command == "two lines")
        withExtendedLifetime(lock) {}
    }

    @Test func aMirrorThatCannotBeWrittenIsADiskError() throws {
        let directory = try TemporaryDirectory()
        try directory.write("", to: "file")
        let error = #expect(throws: StoreError.self) {
            try MirrorLock.acquire(
                MirrorLayout(root: directory["file/mirror"]), command: "sync", now: now)
        }
        #expect(error?.diskFailure == .cannotCreate)
    }
}
