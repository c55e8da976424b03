-- Wakes camel-health-events when an instance was stored or deleted, so that it looks at once and not at its next look.
--
-- It tells nothing but that something happened: what, the bridge finds out by itself. So a call that is lost costs
-- time, and no event. Orthanc runs scripts beside its work, one at a time; nothing that is stored waits for it.
--
-- In Orthanc's configuration:
--
--   "LuaScripts" : [ "/etc/orthanc/health-events.lua" ],
--   "HttpTimeout" : 5,
--   "HealthEvents" : {
--     "WakeUrl" : "http://127.0.0.1:8080/api/sources/pacs/wake",
--     "Secret" : "..."
--   }

local settings = GetOrthancConfiguration()['HealthEvents'] or {}
local headers = { ['Content-Type'] = 'application/json' }
if settings['Secret'] then
  headers['Authorization'] = 'Bearer ' .. settings['Secret']
end

-- A study of thousands is one call a second, and a bridge that does not answer is left alone for a while.
local REST_SECONDS = 1
local REST_AFTER_FAILURE_SECONDS = 30
local restUntil = 0

local function wake()
  local now = os.time()
  if not settings['WakeUrl'] or now < restUntil then
    return
  end
  local answer = HttpPost(settings['WakeUrl'], '{}', headers)
  restUntil = os.time() + (answer == nil and REST_AFTER_FAILURE_SECONDS or REST_SECONDS)
end

function OnStoredInstance(instanceId, tags, metadata, origin)
  wake()
end

function OnDeletedInstance(instanceId)
  wake()
end
