/// The job file that `wheelbarrow init` writes for a person to edit.
package enum StarterJob {
    /// Valid as it stands. A setting in a comment begins right behind its `#` and shows its
    /// default, or an example where there is none.
    package static let text = """
        # A job: what to mirror, from where, and to which directory.
        # Run it with `wheelbarrow sync FILE`, look it over with `wheelbarrow check FILE`.
        # Paths are relative to this file; ~ and ${VAR} work in paths, addresses and credentials.

        # The directory that the job fills. It is made if it does not exist.
        mirror = "mirror"

        # Tells jobs apart that feed one mirror. Without it, the file's name counts.
        #name = "lab"

        [select]
        # What to mirror: projects, with versions where they matter (PEP 508) ...
        requirements = ["packaging", "idna>=3", "six"]
        # ... and whole projects by glob.
        #projects = ["acme-*"]
        # What they depend on is mirrored too, for each target; false takes the list alone.
        #dependencies = true

        # How many releases of each: "latest", "latest:3" or "all".
        #versions = "latest"
        # Source distributions: "never", "fallback" (where no wheel fits) or "always".
        #sdists = "fallback"
        # "if-needed" takes pre-releases where a version names one or nothing else fits.
        #prereleases = "if-needed"
        # "pinned" takes yanked files that a requirement pins with ==.
        #yanked = "pinned"
        # "pinned" keeps files that the index lists no more where a lock or == wants them.
        #removed = "pinned"
        # "best" is one wheel for each release and target, "compatible" is every one that fits.
        #wheels = "best"
        # Leave alone what was uploaded only just now.
        #minimum-age = "7d"
        # Select as if on that day.
        #as-of = 2026-01-01
        # Never take these, whatever asks for them.
        #exclude = ["badpkg", "numpy==2.0.0rc1"]
        #max-file-size = "2GiB"

        # The Pythons that will install from the mirror. Without any, every wheel is taken.
        #[[target]]
        #name = "ci"
        #python = "3.12"
        #platform = "linux-x86_64"

        # Where files come from, in order of priority. Without any, the index that pip or uv on
        # this machine is set up to use.
        #[[index]]
        #name = "main"
        #url = "https://index.example/simple/"
        #projects = ["*"]
        #token-file = "/etc/wheelbarrow/token"

        # Certificates: the system's are trusted. Add your company's own here.
        #[tls]
        #extra-ca-file = "/etc/ssl/corp-root.pem"

        #[download]
        #connections = 16
        #per-host = 8
        #bandwidth = "08:00,5MiB/s 19:00,off"
        #retries = 4
        #stall-timeout = "30s"
        #connect-timeout = "15s"

        #[publish]
        # Earlier states of the mirror that stay for a rollback.
        #keep-generations = 3
        # How long files stay that nothing refers to any more.
        #grace = "14d"
        # An upstream page that lost more than this is not believed.
        #shrink-limit = "40%"
        # Space that stays free on the mirror's disk.
        #min-free = "5%"

        #[report]
        # Passing failures stay silent until the mirror is this old.
        #alert-after = "26h"
        #overrun-after = "24h"

        """
}
