import TestSupport

/// Machines whose clock is years off.
enum ClockRows {
    static let all: [MatrixRow] = [("2001", 9), ("2035", 10), ("2050", 10)].map { year, code in
        .site(
            13, "clock in \(year)", "good", .bundle("root"),
            .untrusted(code).saying("clock"),
            adjust: {
                $0.prefix = ["faketime", "\(year)-01-01 00:00:00"]
                // Timeouts go by the monotonic clock, which no machine has wrong.
                $0.environment["DONT_FAKE_MONOTONIC"] = "1"
            })
    }
}
