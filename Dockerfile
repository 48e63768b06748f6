# The page and the API on CPUs, with the shipped models inside. Nothing is fetched when it runs.
#   docker build -t nlpkit .
#   docker run --rm -p 127.0.0.1:7860:7860 nlpkit
FROM python:3.11-slim-bookworm AS build
WORKDIR /src
COPY pyproject.toml constraints.txt README.md LICENSE LICENSE-MODELS ./
COPY nlpkit nlpkit
RUN python -m venv /opt/nlpkit \
    && /opt/nlpkit/bin/pip install --no-cache-dir -c constraints.txt ".[ui,docs]"

FROM python:3.11-slim-bookworm
COPY --from=build /opt/nlpkit /opt/nlpkit
RUN useradd --system --uid 10001 --home-dir /data nlpkit && install -d -o nlpkit /data
ENV PATH=/opt/nlpkit/bin:$PATH PYTHONUNBUFFERED=1
USER 10001
WORKDIR /data
# Jobs are kept here: --set server.jobs=/data/jobs.sqlite
VOLUME /data
EXPOSE 7860
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s CMD ["python", "-c", \
    "import urllib.request as r; r.urlopen('http://127.0.0.1:7860/health', timeout=4)"]
# Who reaches the container is decided where its port is published.
ENTRYPOINT ["nlpkit", "serve", "--host", "0.0.0.0", "--allow-anyone"]
CMD ["--set", "server.log=json"]
