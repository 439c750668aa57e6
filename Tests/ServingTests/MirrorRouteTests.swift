import Testing

@testable import Serving

@Suite struct MirrorRouteTests {
    private static let digest = "abcd" + String(repeating: "0", count: 60)

    @Test(arguments: [
        ("/simple/", MirrorRoute.page(project: nil, form: nil)),
        ("/simple/index.html", .page(project: nil, form: .textHTML)),
        ("/simple/index.json", .page(project: nil, form: .json)),
        ("/simple/demo/", .page(project: "demo", form: nil)),
        ("/simple/%64emo/", .page(project: "demo", form: nil)),
        ("/simple/demo/index.json", .page(project: "demo", form: .json)),
        ("/", .movedPage(project: nil)), ("/simple", .movedPage(project: nil)),
        ("/simple/demo", .movedPage(project: "demo")),
        ("/simple/De_mo..X/", .movedPage(project: "de-mo-x")),
        ("/simple/Demo/index.json", .movedPage(project: "demo", form: .json)),
        ("/.pages/ab/x/index.html", .file(path: ".pages/ab/x/index.html")),
        ("/simple/demo/other.html", .file(path: "simple/demo/other.html")),
        ("/files/ab/cd/\(digest)/a%2B1.whl", .file(path: "files/ab/cd/\(digest)/a+1.whl")),
    ])
    func addressesOfAMirror(path: String, route: MirrorRoute) {
        #expect(MirrorRoute(path: path) == route)
    }

    @Test(arguments: [
        "", "simple/", "//", "/simple//", "/simple/../simple/", "/simple/demo/../../state.sqlite",
        "/simple/%2e%2e/", "/simple/a%2Fb/", "/simple/a%00/", "/simple/a%5Cb/", "/simple/%ff/",
        "/simple/dem%C3%B6/", "/simple/.pages/", "/.generations/000001/",
        "/simple/demo/index.json/",
        "/files/", "/files/ab/cd/\(digest)/", "/files/ab/cd/\(digest)/..",
        "/files/ab/cd/\(digest)/%2e%2e%2fx", "/files/\(String(repeating: "a", count: 256))",
    ])
    func anythingElseIsNoAddress(path: String) {
        #expect(MirrorRoute(path: path) == nil)
    }
}
