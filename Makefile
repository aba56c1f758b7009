# The verbs of the project. Each is one script under scripts/, which can also be called by itself.
# scripts/find-swift picks the compiler by what `swift --version` says; `make SWIFT=/path/to/swift …` overrides it.

ifneq ($(filter-out help setup clean,$(or $(MAKECMDGOALS),help)),)
export SWIFT := $(or $(SWIFT),$(shell scripts/find-swift))
ifeq ($(SWIFT),)
$(error no Swift compiler)
endif
endif

.PHONY: help setup run demo test test-unit test-system test-machine test-long tsan fuzz lint fmt bench clean

help:
	@sed -n 's/^#: \(.*\)/  make \1/p' Makefile

#: setup         install what is missing (Debian packages, Python client) and start libvirt
setup:
	@scripts/setup

#: run           the same set-up, then leave the service running with a clouds.yaml
run:
	@scripts/run

#: demo          boot a real machine through the stock OpenStack client, from nothing to nothing
demo:
	@scripts/demo

#: test          the fuzzers for a minute each, then all tiers: unit, system, machine
test:
	@scripts/fuzz 60
	@scripts/test unit system machine

#: test-unit     pure rules and the store: needs nothing
test-unit:
	@scripts/test unit

#: test-system   the whole service on a simulated hypervisor, stock clients
test-system:
	@scripts/test system

#: test-machine  real libvirt and QEMU (root)
test-machine:
	@scripts/test machine

#: test-long     every kill point, kills for minutes, thousands of seeded histories, fuzzers: three hours or four
test-long:
	@scripts/fuzz 600
	@VIREO_KILL_SHARE=1 VIREO_KILL_SECONDS=300 VIREO_CROWD=100 VIREO_FLEET=2000 VIREO_STORE_KILLS=200 VIREO_SEEDS=5000 \
		VIREO_PLACE_SEEDS=3 RANDOM_DESIGNS=10000 VIREO_CHURN_HOURS=8 \
		VIREO_TIER_MINUTES=180 scripts/test unit system machine

#: fuzz          the readers of hostile bytes, a minute in all
fuzz:
	@scripts/fuzz 30

#: tsan          the tests that need no machine, watched for data races
tsan:
	@scripts/tsan

#: lint          swift format, shellcheck, Python syntax
lint:
	@scripts/lint

#: fmt           format the Swift sources in place
fmt:
	@scripts/fmt

#: bench         release benchmarks, beside bare libvirt in the same run
bench:
	@scripts/bench

#: clean         remove the build folders (the cache of packages and images stays)
clean:
	rm -rf .build .build-* .build_*
