# /// script
# requires-python = ">=3.11"
# dependencies = ["requests[socks]==2.25.1", "colorama==0.4.6 ; sys_platform == 'win32'"]
# ///
