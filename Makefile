.PHONY: run test build lint setup manual

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
	swift test --skip-build --skip '$(talking)' --skip '$(running)' --skip TrustMatrixTests
	swift test --skip-build --filter '$(talking)'
	swift test --skip-build --filter '$(running)'
	swift test --skip-build --filter TrustMatrixTests

# Tests that talk to servers of their own process starve beside those that only compute, and beside
# those that run programs.
talking = ^(ServingTests|TransportTests)[.]
running = ^CommandTests[.]

setup:
	scripts/set-up test

lint:
	swift format lint --strict --recursive Package.swift Sources Tests

manual: ## manual pages, and completions for bash, zsh and fish, in .build/manual
	scripts/set-up run
	mkdir -p .build/manual
	swift package generate-manual --multi-page
	cp .build/plugins/GenerateManual/outputs/wheelbarrow/*.1 .build/manual/
	# The plugin links a program of its own, with Swift's libraries beside it, in the place of ours.
	$(MAKE) build
	for shell in bash zsh fish; do \
		$(program) --generate-completion-script $$shell > .build/manual/wheelbarrow.$$shell; \
	done
