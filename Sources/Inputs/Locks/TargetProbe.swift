/// Python code that prints the `[[target]]` table of the interpreter that runs it.
package enum TargetProbe {
    /// Runs on Python 2.7 and on 3.x, with the standard library alone; `packaging.tags` is what
    /// it agrees with.
    package static let code = """
        # Run this with the Python that files are wanted for:
        #   wheelbarrow warm --probe | python3 - >> wheelbarrow.toml
        from __future__ import print_function

        import os
        import platform
        import struct
        import subprocess
        import sys
        import sysconfig


        def implementation():
            found = getattr(sys, "implementation", None)
            name = found.name if found else platform.python_implementation().lower()
            known = {"cpython": "cp", "pypy": "pp", "ironpython": "ip", "jython": "jy"}
            return known.get(name, name)


        def python():
            info = sys.version_info
            text = "%d.%d.%d" % tuple(info[:3])
            if info[3] != "final":
                text += {"alpha": "a", "beta": "b", "candidate": "rc"}[info[3]] + str(info[4])
            return text + ("t" if sysconfig.get_config_var("Py_GIL_DISABLED") else "")


        def glibc_version():
            try:
                name, number = os.confstr("CS_GNU_LIBC_VERSION").split()
                return number if name == "glibc" else None
            except (AttributeError, OSError, ValueError):
                pass
            try:
                import ctypes
                ask = ctypes.CDLL(None).gnu_get_libc_version
                ask.restype = ctypes.c_char_p
                return ask().decode()
            except (ImportError, AttributeError, OSError, TypeError):
                return None


        def glibc():
            parts = (glibc_version() or "").split(".")
            return "manylinux_%s_%s" % (parts[0], parts[1]) if len(parts) > 1 else None


        def loader():
            # The program that the executable names as its interpreter (ELF, PT_INTERP).
            with open(sys.executable, "rb") as file:
                head = file.read(64)
                if head[:4] != b"\\x7fELF":
                    return None
                wide = bytearray(head)[4] == 2
                order = "<" if bytearray(head)[5] == 1 else ">"
                form = order + ("Q" if wide else "I")
                start, = struct.unpack_from(form, head, 32 if wide else 28)
                size, count = struct.unpack_from(order + "HH", head, 54 if wide else 42)
                for index in range(count):
                    file.seek(start + index * size)
                    entry = file.read(size)
                    if struct.unpack_from(order + "I", entry)[0] != 3:
                        continue
                    offset, = struct.unpack_from(form, entry, 8 if wide else 4)
                    length, = struct.unpack_from(form, entry, 32 if wide else 16)
                    file.seek(offset)
                    return file.read(length).rstrip(b"\\0").decode()
            return None


        def musl():
            try:
                path = loader()
                if not path or "musl" not in path:
                    return None
                run = subprocess.Popen([path], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
                lines = run.communicate()[1].decode().splitlines()
                parts = lines[1].split()[1].split(".")
                return "musllinux_%s_%s" % (parts[0], parts[1])
            except (EnvironmentError, IndexError, UnicodeError, struct.error):
                return None


        def mac():
            version = platform.mac_ver()[0]
            if version.startswith("10.16"):
                # What newer systems tell programs that were built for older ones.
                version = subprocess.Popen(
                    [sys.executable, "-sS", "-c", "import platform; print(platform.mac_ver()[0])"],
                    env={"SYSTEM_VERSION_COMPAT": "0"}, stdout=subprocess.PIPE,
                ).communicate()[0].decode().strip()
            parts = version.split(".") + ["0"]
            minor = parts[1] if parts[0] == "10" else "0"
            machine = platform.machine()
            if sys.maxsize <= 2 ** 32:
                machine = {"x86_64": "i386", "ppc64": "ppc"}.get(machine, machine)
            return "macosx_%s_%s_%s" % (parts[0], minor, machine)


        def target_platform():
            if sys.platform == "darwin":
                return mac()
            plain = sysconfig.get_platform().replace("-", "_").replace(".", "_").replace(" ", "_")
            if not plain.startswith("linux_"):
                return plain
            machine = plain[len("linux_"):]
            if sys.maxsize <= 2 ** 32:
                machine = {"x86_64": "i686", "aarch64": "armv7l", "armv8l": "armv7l"}.get(
                    machine, machine)
            return "%s_%s" % (glibc() or musl() or "linux", machine)


        where = target_platform()
        which = implementation()
        version = python()
        suffix = "t" if version.endswith("t") else ""
        short = "%s%d%d%s" % (which, sys.version_info[0], sys.version_info[1], suffix)
        print("[[target]]")
        print('name = "%s-%s"' % (short, where))
        print('python = "%s"' % version)
        print('platform = "%s"' % where)
        if which != "cp":
            print('implementation = "%s"' % which)

        """
}
