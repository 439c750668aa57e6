.PHONY: run test build lint setup

# Everything a fresh Debian machine with Swift needs is installed on the way (scripts/set-up).

program = .build/release/wheelbarrow

run: build ## build, fill the mirror of the starter job, and say how to install from it
	$(program) sync jobs/starter.toml
	@scripts/say-how-to-install mirror

build:
	scripts/set-up run
	swift build --configuration release --static-swift-stdlib --product wheelbarrow

test: setup
	swift build --build-tests
	swift test --skip-build

setup:
	scripts/set-up test

lint:
	swift format lint --strict --recursive Package.swift Sources Tests
