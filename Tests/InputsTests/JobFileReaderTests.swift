import Primitives
import PythonPackaging
import Selection
import Testing

@testable import Inputs

struct JobFileReaderTests {
    @Test func fillsInTheDefaults() throws {
        let job = try JobText.read(JobText.minimal)
        #expect(job.name == "lab")
        #expect(job.mirror == "/srv/mirror")
        #expect(job.targets.isEmpty)
        var rules = SelectionRules()
        rules.projectGlobs = [try #require(ProjectGlob("*"))]
        #expect(job.select == rules)
        #expect(rules.versions == .latest(1) && rules.sdists == .fallback)
        #expect(rules.prereleases == .ifNeeded && rules.yanked == .pinned)
        #expect(rules.wheels == .best && rules.maxFileSize == nil && rules.minimumAge == nil)
        #expect(job.tls == TLSSettings())
        #expect(job.tls.environmentMode == nil && job.tls.minimumVersion == .v1_2)
        #expect(job.download.connections == 16 && job.download.perHost == 8)
        #expect(job.download.retries == 4 && job.download.bandwidth == .unlimited)
        #expect(job.download.stallTimeout == .seconds(30))
        #expect(job.download.connectTimeout == .seconds(15))
        #expect(job.publish.keepGenerations == 3 && job.publish.shrinkLimit == 0.4)
        #expect(job.publish.grace == .seconds(14 * 86_400))
        #expect(job.publish.minimumFree == .standard)
        #expect(job.report.alertAfter == .seconds(26 * 3600))
        #expect(job.report.overrunAfter == .seconds(24 * 3600))
    }

    @Test func aJobWithoutIndexUsesTheMachines() throws {
        let index = try #require(try JobText.read(JobText.minimal).indexes.first)
        #expect(index.name == "main" && index.url == nil && index.format == .auto)
        #expect(index.projects.map(\.isMatchAll) == [true])
        #expect(index.login == .none && !index.allowsUnhashed && index.fileHosts.isEmpty)
    }

    @Test func takesTheNameFromTheFileUnlessGiven() throws {
        let path = "/etc/wheelbarrow/night.v2.toml"
        #expect(try JobText.read(JobText.minimal, path: path).name == "night.v2")
        #expect(try JobText.read("name = \"day\"\n" + JobText.minimal, path: path).name == "day")
    }

    @Test func readsEverySelection() throws {
        let job = try JobText.read(
            """
            mirror = "/m"
            [select]
            requirements = ["Requests[socks]>=2.31", "pywin32; sys_platform == 'win32'"]
            projects = ["acme-*", "six"]
            dependencies = false
            versions = "latest:3"
            sdists = "always"
            prereleases = "never"
            yanked = "keep"
            wheels = "compatible"
            minimum-age = "7d"
            as-of = 2026-01-01
            exclude = ["badpkg", "numpy==2.0.0rc1"]
            max-file-size = "2GiB"
            [[target]]
            python = "3.12"
            platform = "linux-x86_64"
            [[target]]
            name = "pc"
            python = "3.11.4"
            platform = "windows-amd64"
            """)
        let rules = job.select
        #expect(rules.requirements.map(\.name.normalized) == ["requests", "pywin32"])
        #expect(rules.projectGlobs.map(\.description) == ["acme-*", "six"])
        #expect(rules.versions == .latest(3) && rules.sdists == .always)
        #expect(rules.prereleases == .never && rules.yanked == .keep)
        #expect(rules.wheels == .compatible && rules.minimumAge == .seconds(7 * 86_400))
        #expect(rules.asOf == CalendarDay(parsing: "2026-01-01"))
        #expect(rules.exclude.map(\.description) == ["badpkg", "numpy==2.0.0rc1"])
        #expect(rules.maxFileSize == ByteCount(2 << 30))
        #expect(rules.targets.map(\.name) == ["cp312-linux-x86_64", "pc"])
        #expect(rules.targets.map(\.python.description) == ["3.12.0", "3.11.4"])
    }

    @Test func readsIndexesInOrder() throws {
        let job = try JobText.read(
            JobText.minimal + """
                [[index]]
                name = "acme"
                url = "https://${LOGIN}@acme.index.example/simple/"
                format = "json"
                projects = ["acme-*"]
                allow-unhashed = true
                token-file = "~/token"
                ca-file = "acme.pem"
                ca-dir = "certs"
                extra-ca-file = "/etc/extra.pem"
                min-tls = "1.3"
                proxy = "http://proxy.example:3128"
                file-hosts = ["Files.Example:443", "b.example:8443"]
                page-hosts = ["pages.example"]
                trust = "chain"

                [[index]]
                name = "main"
                username = "${NAME}"
                password-file = "secret"
                """, environment: ["LOGIN": "me:p%40ss", "NAME": "ada"])
        #expect(job.indexes.map(\.name) == ["acme", "main"])
        let acme = try #require(job.indexes.first)
        #expect(acme.url?.password == "p@ss" && acme.url?.host == "acme.index.example")
        #expect(acme.format == .json && acme.allowsUnhashed)
        #expect(acme.login == .token(file: "/home/ada/token"))
        #expect(acme.tls.caFile == "/srv/jobs/acme.pem")
        #expect(acme.tls.caDirectory == "/srv/jobs/certs")
        #expect(acme.tls.extraCAFile == "/etc/extra.pem" && acme.tls.minimumVersion == .v1_3)
        #expect(acme.proxy?.description == "http://proxy.example:3128")
        #expect(acme.fileHosts == ["files.example", "b.example:8443"])
        #expect(acme.pageHosts == ["pages.example"])
        let main = try #require(job.indexes.last)
        #expect(main.login == .password(user: "ada", file: "/srv/jobs/secret"))
        #expect(main.login.file == "/srv/jobs/secret")
    }

    @Test func anExplicitGlobOwnsItsNames() throws {
        let job = try JobText.read(
            JobText.minimal + """
                [[index]]
                name = "a"
                projects = ["acme-*"]
                [[index]]
                name = "b"
                """)
        let core = try #require(ProjectName("acme-core"))
        let six = try #require(ProjectName("six"))
        #expect(job.indexes.map { $0.offers(core) } == [true, true])
        #expect(job.indexes.map { $0.owns(core) } == [true, false])
        #expect(job.indexes.map { $0.offers(six) } == [false, true])
        #expect(job.indexes.map { $0.owns(six) } == [false, false])
    }

    @Test func readsTheOtherTables() throws {
        let job = try JobText.read(
            JobText.minimal + """
                [tls]
                ca-file = "${ETC}/a.pem"
                ca-dir = "b"
                extra-ca-file = "c"
                env-mode = "add"
                strict-bundle = true
                min-tls = "1.3"
                [download]
                connections = 4
                per-host = 2
                bandwidth = "08:00,5MiB/s 19:00,off"
                retries = 0
                stall-timeout = "1m"
                connect-timeout = "5s"
                [publish]
                keep-generations = 1
                grace = "0s"
                shrink-limit = "12.5%"
                min-free = "1GiB"
                prove-installable = false
                [report]
                alert-after = "2d"
                overrun-after = "1h"
                """, environment: ["ETC": "/etc/ssl"])
        #expect(job.tls.caFile == "/etc/ssl/a.pem" && job.tls.caDirectory == "/srv/jobs/b")
        #expect(job.tls.extraCAFile == "/srv/jobs/c" && job.tls.strictBundle)
        #expect(job.tls.environmentMode == .add && job.tls.minimumVersion == .v1_3)
        #expect(job.download.connections == 4 && job.download.perHost == 2)
        #expect(job.download.bandwidth.limit(atMinuteOfDay: 600) == 5 << 20)
        #expect(job.download.retries == 0 && job.download.stallTimeout == .seconds(60))
        #expect(job.download.connectTimeout == .seconds(5))
        #expect(job.publish.keepGenerations == 1 && job.publish.grace == .zero)
        #expect(job.publish.shrinkLimit == 0.125)
        #expect(job.publish.minimumFree == .size(ByteCount(1 << 30)))
        #expect(job.report.alertAfter == .seconds(2 * 86_400))
        #expect(job.report.overrunAfter == .seconds(3600))
    }

    @Test func expandsNothingElsewhere() throws {
        let problems = JobText.problems(
            "name = \"${USER}\"\n" + JobText.minimal + "exclude = [\"~\"]\n")
        #expect(problems.count == 2)
    }

    @Test func tellsEverythingAtOnceInTheOrderOfLines() throws {
        let error = #expect(throws: InvalidInput.self) {
            try JobText.read("mirror = 1\nnmae = \"x\"\n[select]\nsdists = \"some\"\n")
        }
        #expect(error?.problems.map(\.line) == [1, 2, 4])
        #expect(error?.problems.map(\.key).contains("select.sdists") == true)
    }

    @Test func neverShowsAPassword() {
        let problems = JobText.problems(
            JobText.minimal + "[[index]]\nurl = \"ftp://me:hidden@index.example/\"\n")
        #expect(problems.count == 1)
        #expect(problems.allSatisfy { !$0.contains("hidden") })
    }
}
