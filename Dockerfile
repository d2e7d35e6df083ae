# The command gazette, for a repository that is mounted at /repository:
#
#   docker run --rm --network none --read-only --tmpfs /tmp --user "$(id -u):$(id -g)" \
#     --volume "$PWD:/repository" gazette build
#
# It writes in the repository alone (site/ and .cache/), and below /tmp.
FROM python:3.13-slim-trixie AS installed
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
RUN python -m venv /opt/gazette
WORKDIR /source
COPY requirements.txt ./
RUN /opt/gazette/bin/python -m pip install --require-hashes --requirement requirements.txt
COPY pyproject.toml README.md LICENSE ./
COPY generator generator
COPY theme theme
RUN /opt/gazette/bin/python -m pip install --no-deps --no-build-isolation . \
    && /opt/gazette/bin/python -m pip uninstall --yes hatchling pip trove-classifiers

FROM python:3.13-slim-trixie
# The repository belongs to whoever mounts it, and is the only one here.
# hadolint ignore=DL3008
RUN apt-get update \
    && apt-get install --yes --no-install-recommends git \
    && rm -rf /var/lib/apt/lists/* \
    && git config --system --add safe.directory '*'
COPY --from=installed /opt/gazette /opt/gazette
ENV PATH=/opt/gazette/bin:$PATH HOME=/tmp PYTHONDONTWRITEBYTECODE=1
USER 65532:65532
WORKDIR /repository
ENTRYPOINT ["gazette"]
CMD ["--help"]
