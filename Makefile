# make run: the check reader alive on this machine. make test: everything that CI checks.

PREFIX ?= /usr/local
RELEASE = swift build -c release --static-swift-stdlib
BIN = .build/release

.PHONY: run build test bench soak fuzz install train-micr train-fields clean

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
	@scripts/setup.sh --bench
	@scripts/bench.sh
	@scripts/bench-client.sh
	@scripts/bench-dashboard.sh
	@scripts/bench-api.sh
	@scripts/bench-reader.sh

# What holds only over a long time; ten minutes each.
soak: build
	@scripts/setup.sh --test
	@scripts/soak.sh
	@scripts/soak-api.sh

# Random bytes at everything that reads bytes of strangers, a minute a target.
fuzz:
	@scripts/fuzz.sh

install: build
	install -d $(DESTDIR)$(PREFIX)/bin
	install -m 755 $(BIN)/radiant $(BIN)/check-reader $(DESTDIR)$(PREFIX)/bin
	ln -sf radiant $(DESTDIR)$(PREFIX)/bin/kubectl-radiant

# Trains the network that reads MICR lines anew, from strips that it draws; at most 40 minutes on two
# cores.
train-micr:
	@scripts/setup.sh --train
	Training/train-micr.sh

# Trains what tells English, Arabic and signatures apart, from drawn checks alone; some minutes.
train-fields: build
	@scripts/setup.sh --train
	Training/train-fields.sh $(BIN)/check-reader

clean:
	swift package clean
