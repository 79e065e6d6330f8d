# Build: packages exactly as locked, and the static files.
FROM python:3.13-slim AS build
ENV UV_LINK_MODE=copy UV_COMPILE_BYTECODE=1
RUN pip install --no-cache-dir uv==0.13.8
WORKDIR /app
COPY pyproject.toml uv.lock .python-version ./
RUN uv sync --frozen --no-dev --extra s3 --no-python-downloads
COPY manage.py gunicorn.conf.py ./
COPY committee committee
COPY cases cases
COPY templates templates
COPY static static
COPY locale locale
RUN STATIC_ROOT=/app/var/static .venv/bin/python manage.py collectstatic --noinput

# Run: no tools, no root.
FROM python:3.13-slim
# Reads scanned minutes; without it the portal says so and asks for another file.
RUN apt-get update && apt-get install -y --no-install-recommends tesseract-ocr tesseract-ocr-dan \
  && rm -rf /var/lib/apt/lists/*
RUN useradd --system --uid 10001 --create-home sagsspor && install -d -o sagsspor /data/media
WORKDIR /app
COPY --from=build /app /app
ENV PATH=/app/.venv/bin:$PATH PYTHONUNBUFFERED=1 STATIC_ROOT=/app/var/static MEDIA_ROOT=/data/media
USER sagsspor
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s \
  CMD ["python", "-c", "import urllib.request; urllib.request.urlopen(urllib.request.Request('http://127.0.0.1:8000/sundhed/', headers={'Host': 'localhost'}), timeout=4)"]
CMD ["gunicorn", "--bind", "0.0.0.0:8000", "--workers", "2", "--threads", "4", "--access-logfile", "-", "committee.wsgi"]
