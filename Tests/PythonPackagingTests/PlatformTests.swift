import PythonPackaging
import Testing

struct PlatformTests {
    @Test(arguments: [
        ("manylinux_2_28_x86_64", Platform(.glibc(major: 2, minor: 28), "x86_64")),
        ("manylinux2014_aarch64", Platform(.glibc(major: 2, minor: 17), "aarch64")),
        ("manylinux1_i686", Platform(.glibc(major: 2, minor: 5), "i686")),
        ("glibc 2.39 s390x", Platform(.glibc(major: 2, minor: 39), "s390x")),
        ("musllinux_1_2_x86_64", Platform(.musl(major: 1, minor: 2), "x86_64")),
        ("macosx_10_9_x86_64", Platform(.macOS(major: 10, minor: 9), "x86_64")),
        ("ios_13_0_arm64_iphoneos", Platform(.iOS(major: 13, minor: 0), "arm64_iphoneos")),
        ("android_21_arm64_v8a", Platform(.android(apiLevel: 21), "arm64_v8a")),
        ("win32", Platform(.windows, "x86")), ("win_arm64", Platform(.windows, "arm64")),
        ("linux_x86_64", Platform(.other(tag: "linux_x86_64"), "x86_64")),
        ("linux-x86_64", Platform(.glibc(major: 2, minor: 28), "x86_64")),
        ("macos-arm64", Platform(.macOS(major: 14, minor: 0), "arm64")),
    ])
    func readsTagsWordsAndPresets(text: String, platform: Platform) {
        #expect(Platform(text) == platform)
    }

    @Test(arguments: ["", "linux", "windows-arm64", "glibc 2 x86_64", "glibc 2.x x86_64", "é_1_2"])
    func refusesTheRest(text: String) {
        // A word on its own is a tag, though nobody's.
        #expect(Platform(text) == (text == "linux" ? Platform(.other(tag: text), text) : nil))
    }

    @Test func aVersionOfAbsurdLengthMakesNoList() {
        #expect(
            PlatformTags.parse("manylinux_2_99999999_x86_64") == ["manylinux_2_99999999_x86_64"])
        #expect(PlatformTags.parse("musl 1.99999 x86_64") == nil)
    }
}
