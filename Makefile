# make run: the check reader alive on this machine. make test: everything that CI checks.

PREFIX ?= /usr/local
RELEASE = swift build -c release --static-swift-stdlib
BIN = .build/release

.PHONY: run build test bench install train-micr clean

run: build
	@$(BIN)/radiant demo

build:
	@scripts/setup.sh
	@# Standard output is for what the program says.
	@$(RELEASE) --product radiant >&2
	@$(RELEASE) --product check-reader >&2

test:
	@scripts/setup.sh --test
	@scripts/test.sh

bench: build
	@scripts/bench.sh

install: build
	install -d $(DESTDIR)$(PREFIX)/bin
	install -m 755 $(BIN)/radiant $(BIN)/check-reader $(DESTDIR)$(PREFIX)/bin
	ln -sf radiant $(DESTDIR)$(PREFIX)/bin/kubectl-radiant

# Trains the network that reads MICR lines anew, from strips that it draws; at most 40 minutes on two
# cores.
train-micr:
	@scripts/setup.sh --train
	Training/train-micr.sh

clean:
	swift package clean
