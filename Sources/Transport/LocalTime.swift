internal import Glibc

/// The time of day where this machine is.
package enum LocalTime {
    /// Since 1970, in UTC.
    static var seconds: Int64 { Int64(time(nil)) }

    /// 0 to 1439.
    package static var minuteOfDay: Int {
        var now = time_t()
        unsafe time(&now)
        var parts = unsafe tm()
        unsafe localtime_r(&now, &parts)
        return unsafe Int(parts.tm_hour) * 60 + Int(parts.tm_min)
    }
}
