# make run: the check reader alive on this machine. make test: everything that CI checks.

PREFIX ?= /usr/local
RELEASE = swift build -c release --static-swift-stdlib
BIN = .build/release

.PHONY: run build test bench soak install train-micr clean

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
	@scripts/bench-dashboard.sh

# Ten minutes of everything that must hold for long: scripts/soak.sh.
soak:
	@scripts/setup.sh --test
	@scripts/soak.sh

install: build
	install -d $(DESTDIR)$(PREFIX)/bin
	install -m 755 $(BIN)/radiant $(BIN)/check-reader $(DESTDIR)$(PREFIX)/bin
	ln -sf radiant $(DESTDIR)$(PREFIX)/bin/kubectl-radiant

# Trains the network of E-13B anew, from drawn lines alone; about 40 minutes on two cores.
train-micr: build
	@scripts/setup.sh --train
	Training/train-micr.sh $(BIN)/check-reader

clean:
	swift package clean
