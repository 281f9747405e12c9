-- wrk script: each connection asks for a trial, tells its value, asks for the next.
-- wrk -t 2 -c 16 -d 20s -s ask-tell.lua http://127.0.0.1:6177 -- STUDY [API_KEY]
local study, headers, waiting = nil, { ["Content-Type"] = "application/json" }, {}

function init(args)
  study = "/v1/tuner/studies/" .. args[1] .. "/trials/"
  if args[2] then headers["X-API-Key"] = args[2] end
end

-- wrk shares one Lua state among a thread's connections, so the trials given form a queue.
function request()
  local trial = table.remove(waiting, 1)
  if trial then
    return wrk.format("POST", study .. trial .. "/complete", headers, '{"values":' .. math.random() .. "}")
  end
  return wrk.format("POST", study .. "suggest", headers, "{}")
end

function response(status, _, body)
  if status ~= 200 then
    io.stderr:write(status, " ", body, "\n")
  elseif not body:find('"state"', 1, true) then
    waiting[#waiting + 1] = body:match('"trial_id":(%d+)')
  end
end
